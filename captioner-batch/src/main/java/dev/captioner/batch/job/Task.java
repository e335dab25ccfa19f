package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.target.Target;
import java.util.List;

/**
 * The task of a run.
 *
 * @param name of the job: runs of the same name and recipe share what they compute
 * @param source of the photos
 * @param targets written at the end, including the report
 * @param chunk photos that are captioned together and committed in one transaction: the most that a killed process
 *     loses
 * @param failFast whether the first photo without a caption stops the job
 * @param beginning which run to resume, or a new one
 */
public record Task(
        String name, PhotoSource source, List<Target> targets, int chunk, boolean failFast, Beginning beginning) {
    /** Which run a task resumes. */
    public enum Beginning {
        /** Resume the stopped run if it had the same source; otherwise start a new one. */
        GO_ON_OR_BEGIN,
        /** Resume the stopped run; fail if there is none. */
        GO_ON,
        /** Start a new run, which lists the source again; computed results are kept. */
        BEGIN
    }

    /** The default chunk. */
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
