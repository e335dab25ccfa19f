/** The database: what is to be done, and what has been. */
@NullMarked
package dev.captioner.batch.store;

import org.jspecify.annotations.NullMarked;
