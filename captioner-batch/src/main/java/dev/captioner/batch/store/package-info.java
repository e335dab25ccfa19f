/** The database of a job: photos and results. */
@NullMarked
package dev.captioner.batch.store;

import org.jspecify.annotations.NullMarked;
