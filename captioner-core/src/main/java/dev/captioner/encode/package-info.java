/** The frozen CNN: photo pixels to regions, one photo or many. */
@NullMarked
package dev.captioner.encode;

import org.jspecify.annotations.NullMarked;
