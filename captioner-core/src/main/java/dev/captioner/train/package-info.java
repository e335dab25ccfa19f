/** Data sets, feature cache, optimiser, schedules, checkpoints and the training loop. */
@NullMarked
package dev.captioner.train;

import org.jspecify.annotations.NullMarked;
