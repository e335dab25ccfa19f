package dev.captioner.web.serving;

import dev.captioner.image.Photo;
import dev.captioner.model.EncodedPhoto;

/**
 * A photo that the network has looked at.
 *
 * @param photo its pixels
 * @param memory what the network remembers of it
 */
public record ReadPhoto(Photo photo, EncodedPhoto memory) {}
