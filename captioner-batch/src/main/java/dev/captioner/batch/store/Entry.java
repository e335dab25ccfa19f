package dev.captioner.batch.store;

import dev.captioner.batch.source.PhotoProblem;
import org.jspecify.annotations.Nullable;

/**
 * A listed photo.
 *
 * @param place in the source, from 0
 * @param name as listed
 * @param problem found when it was listed, so that it must not be opened; null for all others
 */
public record Entry(long place, String name, @Nullable PhotoProblem problem) {}
