package dev.captioner.batch.store;

import dev.captioner.batch.source.PhotoProblem;
import org.jspecify.annotations.Nullable;

/**
 * A photo that is to be captioned.
 *
 * @param place in the source, from 0
 * @param name as listed
 * @param problem found when it was listed, so that it is not to be opened
 */
public record Entry(long place, String name, @Nullable PhotoProblem problem) {}
