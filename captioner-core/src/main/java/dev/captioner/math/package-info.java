/** Tensors and the numeric kernels. */
@NullMarked
package dev.captioner.math;

import org.jspecify.annotations.NullMarked;
