/** The contract of the network: decoder, shape, weights and states. Implementations are in the packages below. */
@NullMarked
package dev.captioner.model;

import org.jspecify.annotations.NullMarked;
