package dev.captioner.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The formats that can be read. The content of a file determines its format, never the name. */
enum PhotoFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP,
    TIFF,
    HEIC,
    AVIF;

    /** Begins like a TIFF. */
    private static final String CANON_RAW = "II*\0????CR";

    private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");
    private static final Set<String> AVIF_BRANDS = Set.of("avif", "avis");
    private static final Set<Integer> BMP_HEADER_SIZES = Set.of(12, 16, 40, 52, 56, 64, 108, 124);

    /** The names of all formats, as a sentence has them: {@code JPEG, PNG, GIF and BMP}. */
    static String names() {
        List<String> names = Arrays.stream(values()).map(PhotoFormat::toString).toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** As people write it. */
    @Override
    public String toString() {
        return this == WEBP ? "WebP" : name();
    }

    /** The usual file extensions, in lower case and without a dot. */
    List<String> extensions() {
        return switch (this) {
            case JPEG -> List.of("jpg", "jpeg", "jpe", "jfif");
            case PNG -> List.of("png");
            case GIF -> List.of("gif");
            case BMP -> List.of("bmp");
            case WEBP -> List.of("webp");
            case TIFF -> List.of("tif", "tiff");
            case HEIC -> List.of("heic", "heif", "hif", "heics", "heifs");
            case AVIF -> List.of("avif", "avifs");
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
        if (ForeignFormat.startsWith(file, "RIFF????WEBP")) {
            return Optional.of(WEBP);
        }
        boolean tiff = ForeignFormat.startsWith(file, "II*\0") || ForeignFormat.startsWith(file, "MM\0*");
        if (tiff && !ForeignFormat.startsWith(file, CANON_RAW)) {
            return Optional.of(TIFF);
        }
        return recogniseHeif(file);
    }

    /** By the brands of the first box, of which the first is the main one (ISO/IEC 14496-12, 4.3). */
    private static Optional<PhotoFormat> recogniseHeif(byte[] file) {
        if (!ForeignFormat.startsWith(file, "????ftyp????????")) {
            return Optional.empty();
        }
        long end = Math.min(Integer.toUnsignedLong(ByteBuffer.wrap(file).getInt()), file.length);
        String main = brand(file, 8);
        boolean still = main.equals("mif1") || main.equals("msf1"); // of any codec
        for (int at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) { // a version follows the main brand
            String brand = brand(file, at);
            if (AVIF_BRANDS.contains(brand)) {
                return Optional.of(AVIF);
            }
            if (HEIC_BRANDS.contains(brand)) {
                return Optional.of(HEIC);
            }
            if (!still) {
                return Optional.empty();
            }
        }
        return still ? Optional.of(HEIC) : Optional.empty();
    }

    private static String brand(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
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
            case WEBP -> new WebpParser(file, limits).parse();
            case TIFF -> new TiffParser(file, limits).parse();
            case HEIC, AVIF -> new HeifParser(this, file, limits).parse();
        };
    }
}
