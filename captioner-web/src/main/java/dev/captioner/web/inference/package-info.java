/** The service as clients of the Open Inference Protocol, version 2, expect it: photos and questions as tensors. */
@NullMarked
package dev.captioner.web.inference;

import org.jspecify.annotations.NullMarked;
