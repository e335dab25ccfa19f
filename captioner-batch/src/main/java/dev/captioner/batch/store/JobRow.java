package dev.captioner.batch.store;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table of jobs.
 *
 * @param run number of the newest run, from 1; 0 when there was none
 * @param source of the newest run
 */
public record JobRow(long id, long run, @Nullable String source) {}
