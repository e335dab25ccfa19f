package dev.captioner.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The formats that can be read. The content of a file determines its format, never the name. */
enum PhotoFormat {
    JPEG,
    PNG,
    GIF,
    BMP;

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final Set<Integer> BMP_HEADER_SIZES = Set.of(12, 16, 40, 52, 56, 64, 108, 124);

    /** The names of all formats, as a sentence has them: {@code JPEG, PNG, GIF and BMP}. */
    static String names() {
        List<String> names = Arrays.stream(values()).map(PhotoFormat::name).toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** The usual file extensions, in lower case and without a dot. */
    List<String> extensions() {
        return switch (this) {
            case JPEG -> List.of("jpg", "jpeg", "jpe", "jfif");
            case PNG -> List.of("png");
            case GIF -> List.of("gif");
            case BMP -> List.of("bmp");
        };
    }

    /** The format whose signature the file starts with. */
    static Optional<PhotoFormat> recognise(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        if (file.length >= 3 && bytes.getShort(0) == (short) 0xFFD8 && file[2] == (byte) 0xFF) {
            return Optional.of(JPEG);
        }
        if (file.length >= Long.BYTES && bytes.getLong(0) == PNG_SIGNATURE) {
            return Optional.of(PNG);
        }
        if (ForeignFormat.startsWith(file, "GIF87a") || ForeignFormat.startsWith(file, "GIF89a")) {
            return Optional.of(GIF);
        }
        // Two letters do not identify a format: a text may start with BM.
        if (file.length >= 18
                && ForeignFormat.startsWith(file, "BM")
                && BMP_HEADER_SIZES.contains(
                        bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(14))) {
            return Optional.of(BMP);
        }
        return Optional.empty();
    }

    /**
     * Walks the file's structure, without decoding, and checks its size.
     *
     * @throws PhotoException when the file breaks the rules of this format, exceeds a limit, or is of a kind that is not read
     */
    SanitizedPhoto parse(byte[] file, PhotoLimits limits) {
        return switch (this) {
            case JPEG -> new JpegParser(file, limits).parse();
            case PNG -> new PngParser(file, limits).parse();
            case GIF -> new GifParser(file, limits).parse();
            case BMP -> new BmpParser(file, limits).parse();
        };
    }
}
