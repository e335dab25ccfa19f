/** The network on ND4J, forward and back through time: losses and gradients of a batch. */
@NullMarked
package dev.captioner.model.training;

import org.jspecify.annotations.NullMarked;
