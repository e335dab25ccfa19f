/** The frozen CNN: photo pixels to regions. */
@NullMarked
package dev.captioner.encode;

import org.jspecify.annotations.NullMarked;
