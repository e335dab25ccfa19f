/** Pictures of attention: where the network looked for a word or an answer. */
@NullMarked
package dev.captioner.heatmap;

import org.jspecify.annotations.NullMarked;
