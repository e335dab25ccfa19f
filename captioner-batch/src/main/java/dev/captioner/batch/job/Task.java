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
 * @param beginning which run it is to be
 */
public record Task(
        String name, PhotoSource source, List<Target> targets, int chunk, boolean failFast, Beginning beginning) {
    /** Which run a task is to be. */
    public enum Beginning {
        /** The one that was stopped, if it had the same source; else a new one. */
        GO_ON_OR_BEGIN,
        /** The one that was stopped, and no other. */
        GO_ON,
        /** A new one, which lists the source again; what has been computed stays known. */
        BEGIN
    }

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
