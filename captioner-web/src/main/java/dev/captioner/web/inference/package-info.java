/** The Open Inference Protocol, version 2: photos and questions as tensors. */
@NullMarked
package dev.captioner.web.inference;

import org.jspecify.annotations.NullMarked;
