package dev.captioner.train;

import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoHeader;
import dev.captioner.image.PhotoReader;
import dev.captioner.image.TrainingImageProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Finds the profile of a training's photos. */
public final class TrainingImageProfiles {
    private TrainingImageProfiles() {}

    /**
     * The profile of these training photos: their longest side and the median quality of their JPEGs, when all of
     * them are smaller than the encoder's input. Empty when one is not, because the network then is trained on sharp
     * photos too.
     *
     * @param inputSize of the encoder
     */
    public static Optional<TrainingImageProfile> of(List<CaptionedPhoto> photos, int inputSize) {
        PhotoReader reader = new PhotoReader();
        int longest = 0;
        IntStream.Builder qualities = IntStream.builder();
        for (CaptionedPhoto photo : photos) {
            try {
                PhotoHeader header = reader.header(photo.file());
                longest = Math.max(longest, header.longestSide());
                header.jpegQuality().ifPresent(qualities::add);
            } catch (PhotoException e) {
                continue; // reported when its features are computed
            }
            if (longest >= inputSize) {
                return Optional.empty();
            }
        }
        return longest == 0
                ? Optional.empty()
                : Optional.of(new TrainingImageProfile(
                        longest, median(qualities.build().toArray())));
    }

    /** The median, the lower of two; empty for no values. */
    private static OptionalInt median(int[] values) {
        Arrays.sort(values);
        return values.length == 0 ? OptionalInt.empty() : OptionalInt.of(values[(values.length - 1) / 2]);
    }
}
