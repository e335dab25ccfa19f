package dev.captioner.encode;

import dev.captioner.image.Photo;
import dev.captioner.image.PhotoSource;
import java.util.Optional;

/**
 * Has another encoder see photos as those that the network behind it was trained on. These were small and were enlarged to the
 * encoder's input, and what the network learnt of soft pictures does not hold for sharp ones.
 */
public final class SourceEncoder implements Encoder {
    private final Encoder encoder;
    private final PhotoSource source;

    /** Takes over an encoder. */
    public SourceEncoder(Encoder encoder, PhotoSource source) {
        this.encoder = encoder;
        this.source = source;
    }

    @Override
    public int inputSize() {
        return encoder.inputSize();
    }

    @Override
    public Optional<PhotoSource> source() {
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
