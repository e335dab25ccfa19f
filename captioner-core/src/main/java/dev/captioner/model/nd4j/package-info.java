/** Internal: the network on ND4J, forward only: the reference for {@code .model.inference}, and what runs on a GPU. */
@Internal
@NullMarked
package dev.captioner.model.nd4j;

import dev.captioner.api.Internal;
import org.jspecify.annotations.NullMarked;
