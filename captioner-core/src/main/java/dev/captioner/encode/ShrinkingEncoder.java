package dev.captioner.encode;

import dev.captioner.image.Photo;
import dev.captioner.image.Resize;
import java.util.OptionalInt;

/**
 * Has another encoder see large photos as small as those that the network behind it was trained on. Such photos were enlarged to
 * the encoder's input, and what the network learnt of soft pictures does not hold for sharp ones.
 */
public final class ShrinkingEncoder implements Encoder {
    private final Encoder encoder;
    private final int sourceSize;

    /**
     * Takes over an encoder.
     *
     * @param sourceSize pixels along a side that photos keep at most; smaller ones stay as they are
     */
    public ShrinkingEncoder(Encoder encoder, int sourceSize) {
        this.encoder = encoder;
        this.sourceSize = sourceSize;
    }

    @Override
    public int inputSize() {
        return encoder.inputSize();
    }

    @Override
    public OptionalInt sourceSize() {
        return OptionalInt.of(sourceSize);
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
        return encoder.encode(
                Resize.bicubic(photo, Math.min(photo.width(), sourceSize), Math.min(photo.height(), sourceSize)));
    }

    @Override
    public void close() {
        encoder.close();
    }
}
