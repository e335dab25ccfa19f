package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.target.Target;
import java.util.List;

/**
 * What a run is to do.
 *
 * @param name of the job: runs of the same name and recipe share what they compute
 * @param source of the photos
 * @param targets to write in the end, the report among them
 * @param chunk photos that are captioned together and written down in one transaction: the most that a killed process loses
 * @param failFast whether the first photo without a caption stops the job
 * @param resume whether to go on only with a run that was stopped, and not to begin one
 */
public record Task(String name, PhotoSource source, List<Target> targets, int chunk, boolean failFast, boolean resume) {
    /** When nothing else is asked for. */
    public static final int USUAL_CHUNK = 64;

    private static final int LONGEST_NAME = 200;
    private static final int LARGEST_CHUNK = 1000;

    /** Copies the list and checks the ranges. */
    public Task {
        targets = List.copyOf(targets);
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "the name of a job has from 1 to " + LONGEST_NAME + " characters, found '" + name + "'");
        }
        if (chunk < 1 || chunk > LARGEST_CHUNK) {
            throw new IllegalArgumentException("a chunk has from 1 to " + LARGEST_CHUNK + " photos, found " + chunk);
        }
    }
}
