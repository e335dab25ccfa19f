package dev.captioner.encode;

import dev.captioner.image.Photo;
import dev.captioner.image.TrainingImageProfile;
import java.util.Optional;

/**
 * The frozen CNN: photo to regions. Implementations are safe for use by many threads at once, and the features of a photo do
 * not depend, bit for bit, on what else is encoded at the time.
 */
public interface Encoder extends AutoCloseable {
    /** Pixels along one side of the square that photos are resized to. */
    int inputSize();

    /** What larger photos are made like first; absent when they are resized to the input at once. */
    default Optional<TrainingImageProfile> source() {
        return Optional.empty();
    }

    /** g: regions lie on a g x g grid. */
    int grid();

    /** D: features of one region. */
    int channels();

    /** The regions of one photo. */
    RegionFeatures encode(Photo photo);

    @Override
    void close();
}
