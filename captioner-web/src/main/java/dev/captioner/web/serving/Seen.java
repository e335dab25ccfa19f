package dev.captioner.web.serving;

import dev.captioner.image.Photo;
import dev.captioner.model.PhotoMemory;

/**
 * A photo that the network has looked at.
 *
 * @param photo its pixels
 * @param memory what the network remembers of it
 */
public record Seen(Photo photo, PhotoMemory memory) {}
