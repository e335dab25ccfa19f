package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoProblem;
import java.nio.file.Path;

/**
 * A file of a photo that was not written, because the file that exists there could not be changed safely.
 *
 * @param photo name of the photo in the source
 * @param file that was left as it is
 * @param problem the reason
 */
public record Unwritten(String photo, Path file, PhotoProblem problem) {}
