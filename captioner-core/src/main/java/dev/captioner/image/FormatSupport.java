package dev.captioner.image;

import dev.captioner.api.Internal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A format of photos, and whether it can be read on this machine.
 *
 * @param name such as {@code JPEG}
 * @param extensions of its files, in lower case and without a dot
 * @param readable whether a decoder for it is installed
 * @param decoder an installed program with its version and place, such as {@code libheif 1.15.1 (/usr/bin/heif-convert)}; null for
 *     formats that need none, and where it is missing
 */
@Internal
public record FormatSupport(
        String name,
        List<String> extensions,
        boolean readable,
        @Nullable String decoder) {
    /**
     * Limits of each photo, for programs.
     *
     * @param bytes of the file
     * @param pixels width times height
     * @param side pixels along one side
     * @param seconds for decoding
     */
    public record Limits(long bytes, long pixels, int side, double seconds) {
        /** The same limits. */
        public static Limits of(PhotoLimits limits) {
            return new Limits(
                    limits.bytes(),
                    limits.pixels(),
                    PhotoLimits.LONGEST_SIDE,
                    limits.time().toMillis() / 1e3);
        }
    }

    /** All formats, in the order in which messages name them. */
    public static List<FormatSupport> all() {
        return all(HeifDecoder.installed());
    }

    static List<FormatSupport> all(Optional<HeifDecoder> installed) {
        return Arrays.stream(PhotoFormat.values())
                .map(format -> {
                    Optional<EncodedHeif.Codec> codec = EncodedHeif.Codec.of(format);
                    Optional<HeifDecoder> decoder =
                            installed.filter(each -> codec.filter(each::decodes).isPresent());
                    return new FormatSupport(
                            format.toString(),
                            format.extensions(),
                            codec.isEmpty() || decoder.isPresent(),
                            decoder.map(HeifDecoder::name).orElse(null));
                })
                .toList();
    }

    /** Formats and limits in one sentence, and what to install for formats that cannot be read here. */
    public static String inWords(List<FormatSupport> formats, PhotoLimits limits) {
        String readable = formats.stream()
                .filter(FormatSupport::readable)
                .map(FormatSupport::name)
                .collect(Collectors.joining(", "));
        String sentence = String.format(
                Locale.ROOT,
                "photos: %s; up to %,.1f MB, %,.1f megapixels and %,d pixels a side, decoded within %.1f s",
                readable,
                limits.bytes() / (1024.0 * 1024.0),
                limits.pixels() / 1e6,
                PhotoLimits.LONGEST_SIDE,
                limits.time().toMillis() / 1e3);
        return remedy(formats).map(remedy -> sentence + "; " + remedy).orElse(sentence);
    }

    /** What to do about formats that cannot be read here; empty if there are none. */
    public static Optional<String> remedy(List<FormatSupport> formats) {
        String missing = formats.stream()
                .filter(format -> !format.readable)
                .map(FormatSupport::name)
                .collect(Collectors.joining(" and "));
        return missing.isEmpty() ? Optional.empty() : Optional.of("for " + missing + ", " + HeifDecoder.INSTALLATION);
    }
}
