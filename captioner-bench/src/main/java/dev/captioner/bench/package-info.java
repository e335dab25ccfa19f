/** Benchmarks that assert the results they time. */
@NullMarked
package dev.captioner.bench;

import org.jspecify.annotations.NullMarked;
