/** The network: cells, attention, decoder; weights are immutable. */
@NullMarked
package dev.captioner.model;

import org.jspecify.annotations.NullMarked;
