package dev.captioner.train;

import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import java.util.List;
import java.util.OptionalInt;

/** How large photos are to learn from. */
public final class PhotoSizes {
    private PhotoSizes() {}

    /**
     * The source size of an encoder behind a network that learns from these photos: the longest side among them, when every one
     * has to be enlarged; none when one does not, so that the network sees sharp photos as well.
     *
     * @param inputSize of the encoder
     */
    public static OptionalInt sourceSize(List<CaptionedPhoto> photos, int inputSize) {
        PhotoReader reader = new PhotoReader();
        int longest = 0;
        for (CaptionedPhoto photo : photos) {
            try {
                longest = Math.max(longest, reader.longestSide(photo.file()));
            } catch (PhotoException e) {
                continue; // named when its features are to be computed
            }
            if (longest >= inputSize) {
                return OptionalInt.empty();
            }
        }
        return longest == 0 ? OptionalInt.empty() : OptionalInt.of(longest);
    }
}
