/** What is counted and timed. */
@NullMarked
package dev.captioner.web.metrics;

import org.jspecify.annotations.NullMarked;
