/** Counters and timers. */
@NullMarked
package dev.captioner.web.metrics;

import org.jspecify.annotations.NullMarked;
