/** Caption metrics as coco-caption computes them, and reports. */
@NullMarked
package dev.captioner.evaluate;

import org.jspecify.annotations.NullMarked;
