package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import java.util.Optional;

/**
 * A HEIC or AVIF picture whose structure has been checked: its tiles, its transparency, and what a decoder needs to know of them.
 * It contains no rotation and no colour space but sRGB, so that no decoder applies one.
 *
 * @param codec of its tiles
 * @param deep whether its samples have more than 8 bits
 * @param translucent whether it has transparency
 */
record EncodedHeif(
        PhotoFormat format,
        SanitizedBytes bytes,
        Codec codec,
        int width,
        int height,
        Orientation orientation,
        ColourConversion conversion,
        boolean deep,
        boolean translucent)
        implements SanitizedPhoto {
    /** How pixels are compressed. */
    enum Codec {
        HEVC("hvc1", "hvcC", "heic"),
        AV1("av01", "av1C", "avif");

        private final String item;
        private final String configuration;
        private final String brand;

        Codec(String item, String configuration, String brand) {
            this.item = item;
            this.configuration = configuration;
            this.brand = brand;
        }

        /** The codec of a format's pictures as a rule; empty for formats of other kinds. */
        static Optional<Codec> of(PhotoFormat format) {
            return switch (format) {
                case HEIC -> Optional.of(HEVC);
                case AVIF -> Optional.of(AV1);
                default -> Optional.empty();
            };
        }

        /** The type of items. */
        String item() {
            return item;
        }

        /** The property that an item must have. */
        String configuration() {
            return configuration;
        }

        /** The brand of files. */
        String brand() {
            return brand;
        }
    }
}
