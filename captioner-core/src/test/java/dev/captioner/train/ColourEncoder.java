package dev.captioner.train;

import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.image.TrainingImageProfile;
import java.util.Optional;
import java.util.OptionalInt;

/** An encoder small enough for tests: the mean colour of each cell of a 2 x 2 grid and its complement. */
final class ColourEncoder implements Encoder {
    private final Optional<TrainingImageProfile> source;

    ColourEncoder() {
        this.source = Optional.empty();
    }

    /** One that shrinks larger photos first. */
    ColourEncoder(int sourceSize) {
        this.source = Optional.of(new TrainingImageProfile(sourceSize, OptionalInt.empty()));
    }

    @Override
    public Optional<TrainingImageProfile> source() {
        return source;
    }

    @Override
    public int inputSize() {
        return 8;
    }

    @Override
    public int grid() {
        return 2;
    }

    @Override
    public int channels() {
        return 6;
    }

    @Override
    public RegionFeatures encode(Photo given) {
        Photo photo = source.map(seen -> seen.like(given)).orElse(given);
        float[] values = new float[grid() * grid() * channels()];
        int cellWidth = photo.width() / grid();
        int cellHeight = photo.height() / grid();
        for (int y = 0; y < cellHeight * grid(); y++) {
            for (int x = 0; x < cellWidth * grid(); x++) {
                int cell = y / cellHeight * grid() + x / cellWidth;
                for (int c = 0; c < 3; c++) {
                    float share =
                            (photo.rgb()[3 * (y * photo.width() + x) + c] & 0xff) / (255f * cellWidth * cellHeight);
                    values[cell * channels() + c] += share;
                    values[cell * channels() + 3 + c] += 1f / (cellWidth * cellHeight) - share;
                }
            }
        }
        return new RegionFeatures(values, grid(), channels());
    }

    @Override
    public void close() {}
}
