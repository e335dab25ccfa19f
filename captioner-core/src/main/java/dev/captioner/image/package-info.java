/** Photo bytes to pixels: limits, orientation, resizing. */
@NullMarked
package dev.captioner.image;

import org.jspecify.annotations.NullMarked;
