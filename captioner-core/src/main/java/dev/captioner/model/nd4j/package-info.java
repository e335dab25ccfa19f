/** The network on ND4J, forward only: the reference for {@code .model.inference}, and what runs on a GPU. */
@NullMarked
package dev.captioner.model.nd4j;

import org.jspecify.annotations.NullMarked;
