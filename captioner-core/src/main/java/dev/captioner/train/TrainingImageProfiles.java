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

/** What photos are like that a network learns from. */
public final class TrainingImageProfiles {
    private TrainingImageProfiles() {}

    /**
     * What the encoder behind a network that learns from these photos should make others like: their longest side and the
     * median quality of their JPEGs, when every one of them has to be enlarged; none when one has not, so that the network sees
     * sharp photos as well.
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
                continue; // named when its features are to be computed
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

    /** The middle one, the lower of two; of none, none. */
    private static OptionalInt median(int[] values) {
        Arrays.sort(values);
        return values.length == 0 ? OptionalInt.empty() : OptionalInt.of(values[(values.length - 1) / 2]);
    }
}
