package dev.captioner.encode;

import dev.captioner.api.Internal;
import dev.captioner.image.Photo;
import dev.captioner.image.TrainingImageProfile;
import java.util.Optional;

/**
 * Has another encoder see photos as those that the network behind it was trained on. These were small and were enlarged to the
 * encoder's input, and what the network learnt of soft pictures does not hold for sharp ones.
 */
@Internal
public final class ProfiledEncoder implements Encoder {
    private final Encoder encoder;
    private final TrainingImageProfile source;

    /** Takes over an encoder. */
    public ProfiledEncoder(Encoder encoder, TrainingImageProfile source) {
        this.encoder = encoder;
        this.source = source;
    }

    @Override
    public int inputSize() {
        return encoder.inputSize();
    }

    @Override
    public Optional<TrainingImageProfile> source() {
        return Optional.of(source);
    }

    @Override
    public int grid() {
        return encoder.grid();
    }

    @Override
    public int channels() {
        return encoder.channels();
    }

    @Override
    public RegionFeatures encode(Photo photo) {
        return encoder.encode(source.like(photo));
    }

    @Override
    public void close() {
        encoder.close();
    }
}
