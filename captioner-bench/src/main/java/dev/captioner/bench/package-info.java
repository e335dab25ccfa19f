/** Benchmarks that check the results they time. */
@NullMarked
package dev.captioner.bench;

import org.jspecify.annotations.NullMarked;
