package dev.captioner.image;

import java.util.OptionalInt;

/**
 * What is known of a photo without decoding it.
 *
 * @param longestSide pixels along its longer side
 * @param jpegQuality at which it was saved, if it is a JPEG; on libjpeg's scale from 1 to 100
 */
public record PhotoHeader(int longestSide, OptionalInt jpegQuality) {}
