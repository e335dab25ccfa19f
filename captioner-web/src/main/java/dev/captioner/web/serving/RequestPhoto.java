package dev.captioner.web.serving;

import dev.captioner.image.Photo;
import dev.captioner.model.EncodedPhoto;

/**
 * A photo that is decoded and encoded.
 *
 * @param pixels its pixels
 * @param encoded its encoded regions, which the decoder attends to
 */
public record RequestPhoto(Photo pixels, EncodedPhoto encoded) {}
