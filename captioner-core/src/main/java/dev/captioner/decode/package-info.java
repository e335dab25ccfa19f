/** Beam search, sampling, constraints and exact scoring. */
@NullMarked
package dev.captioner.decode;

import org.jspecify.annotations.NullMarked;
