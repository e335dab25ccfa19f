/** The job: list the photos, caption them, write the targets, each step resumed where it was stopped. */
@NullMarked
package dev.captioner.batch.job;

import org.jspecify.annotations.NullMarked;
