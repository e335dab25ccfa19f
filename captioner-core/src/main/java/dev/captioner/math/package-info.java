/** Internal: tensors and the numeric kernels. */
@Internal
@NullMarked
package dev.captioner.math;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
