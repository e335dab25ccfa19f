package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;
import dev.captioner.image.colour.ColourSpace;
import dev.captioner.image.colour.IccProfile;
import dev.captioner.image.tiff.TiffDirectory;
import dev.captioner.image.tiff.TiffDirectory.Values;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the first directory of a TIFF (TIFF 6.0) and checks that its picture is of a kind that {@link EncodedTiff} decodes. Further
 * directories are not followed, but for those of raw photos of cameras, which are TIFF files too and are refused by name.
 */
final class TiffParser {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int FILL_ORDER = 266;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_LENGTHS = 279;
    private static final int PLANAR = 284;
    private static final int PREDICTOR = 317;
    private static final int COLOUR_MAP = 320;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int SUB_DIRECTORIES = 330;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int JPEG_TABLES = 347;
    private static final int PROFILE = 34675;
    private static final int DNG_VERSION = 50706;

    /** Colour filter arrays and linear raw data. */
    private static final Set<Long> RAW_PHOTOMETRICS = Set.of(32803L, 34892L);
    /** Of Sony, Nikon, Samsung, Pentax and others. */
    private static final Set<Long> RAW_COMPRESSIONS = Set.of(32767L, 32769L, 32770L, 34713L, 65000L, 65535L);

    private static final int SMALLEST_TILE = 16;
    /** Columns of tiles, times planes: each has a decoder of its own while its rows are read. */
    private static final int MOST_STREAMS = 1024;

    private static final int LONGEST_JPEG_TABLES = 65_536;
    private static final int MOST_SAMPLES = 16;

    private final byte[] file;
    private final PhotoLimits limits;

    TiffParser(byte[] file, PhotoLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    EncodedTiff parse() {
        TiffDirectory directory = TiffDirectory.first(ByteBuffer.wrap(file))
                .orElseThrow(() -> damaged("it ends before its first directory"));
        if (isRaw(directory)) {
            throw PhotoException.unsupported("a raw photo of a camera");
        }
        long width = directory.number(WIDTH, 0);
        long height = directory.number(HEIGHT, 0);
        limits.check(PhotoFormat.TIFF, width, height);

        EncodedTiff.Samples samples = samples(directory);
        EncodedTiff.Segments segments = segments(directory, (int) width, (int) height, samples);
        return new EncodedTiff(
                file,
                (int) width,
                (int) height,
                Orientation.ofExif((int) directory.number(ORIENTATION, 1)),
                conversion(directory, samples),
                samples,
                segments,
                limits);
    }

    private static boolean isRaw(TiffDirectory directory) {
        return directory.has(DNG_VERSION)
                || hasRawPicture(directory)
                || directory.children(SUB_DIRECTORIES, 8).stream().anyMatch(TiffParser::hasRawPicture);
    }

    private static boolean hasRawPicture(TiffDirectory directory) {
        return RAW_PHOTOMETRICS.contains(directory.number(PHOTOMETRIC, 0))
                || RAW_COMPRESSIONS.contains(directory.number(COMPRESSION, 0));
    }

    private EncodedTiff.Samples samples(TiffDirectory directory) {
        EncodedTiff.Compression compression = compression((int) directory.number(COMPRESSION, 1));
        EncodedTiff.Colours colours = colours((int) directory.number(PHOTOMETRIC, -1), compression);
        long count = directory.number(SAMPLES, 1);
        if (count < colours.samples() || count > MOST_SAMPLES) {
            throw damaged("it states " + count + " samples a pixel");
        }
        Values bits = directory.values(BITS);
        int depth = (int) directory.number(BITS, 1);
        for (int i = 0; i < bits.count(); i++) {
            if (bits.get(i) != depth) {
                throw PhotoException.unsupported("a TIFF of samples of different lengths");
            }
        }
        boolean mapped = colours == EncodedTiff.Colours.PALETTE;
        boolean fits = depth == 8
                || (!mapped && depth == 16)
                || (colours.samples() == 1 && Set.of(1, 2, 4).contains(depth));
        if (!fits || (directory.number(SAMPLE_FORMAT, 1) > 1 && directory.number(SAMPLE_FORMAT, 1) != 4)) {
            throw PhotoException.unsupported("a TIFF of " + depth + "-bit "
                    + (directory.number(SAMPLE_FORMAT, 1) == 3 ? "floating-point" : "") + " samples");
        }
        long predictor = directory.number(PREDICTOR, 1);
        boolean predicted = predictor == 2 && compression.isPredictable();
        if (predictor > 2 || (predicted && depth < 8)) {
            throw PhotoException.unsupported("a TIFF of predictor " + predictor);
        }
        if (directory.number(FILL_ORDER, 1) != 1) {
            throw PhotoException.unsupported("a TIFF whose bits are in reverse order");
        }
        long extra = count > colours.samples() ? directory.number(EXTRA_SAMPLES, 0) : 0;
        boolean jpeg = compression == EncodedTiff.Compression.JPEG;
        if (jpeg && (depth != 8 || count != colours.samples() || colours == EncodedTiff.Colours.INKS || mapped)) {
            throw PhotoException.unsupported("a TIFF of a rare kind of JPEG");
        }
        return new EncodedTiff.Samples(
                compression,
                colours,
                (int) count,
                depth,
                directory.order(),
                predicted,
                extra == 1,
                extra == 2,
                mapped ? palette(directory, 1 << depth) : new byte[0]);
    }

    private static EncodedTiff.Compression compression(int code) {
        return switch (code) {
            case 1 -> EncodedTiff.Compression.NONE;
            case 5 -> EncodedTiff.Compression.LZW;
            case 7 -> EncodedTiff.Compression.JPEG;
            case 8, 32946 -> EncodedTiff.Compression.DEFLATE;
            case 32773 -> EncodedTiff.Compression.PACK_BITS;
            case 2, 3, 4 -> throw PhotoException.unsupported("a TIFF of a fax");
            case 6 -> throw PhotoException.unsupported("a TIFF of the old kind of JPEG");
            default -> throw PhotoException.unsupported("a TIFF of compression " + code);
        };
    }

    private static EncodedTiff.Colours colours(int photometric, EncodedTiff.Compression compression) {
        return switch (photometric) {
            case 0 -> EncodedTiff.Colours.WHITE_IS_ZERO;
            case 1 -> EncodedTiff.Colours.BLACK_IS_ZERO;
            case 2 -> EncodedTiff.Colours.RGB;
            case 3 -> EncodedTiff.Colours.PALETTE;
            case 5 -> EncodedTiff.Colours.INKS;
            case 6 -> {
                if (compression != EncodedTiff.Compression.JPEG) {
                    throw PhotoException.unsupported("a TIFF of YCbCr samples without JPEG");
                }
                yield EncodedTiff.Colours.YCBCR;
            }
            case 8, 9, 10 -> throw PhotoException.unsupported("a TIFF of L*a*b* colours");
            default -> throw PhotoException.unsupported("a TIFF of photometric interpretation " + photometric);
        };
    }

    /** RGB of each entry; the higher bytes of its numbers, unless all of these are 0. */
    private static byte[] palette(TiffDirectory directory, int size) {
        Values map = directory.values(COLOUR_MAP);
        if (map.count() < 3 * size) {
            throw damaged("its palette is too short");
        }
        boolean wide = false;
        for (int i = 0; i < 3 * size; i++) {
            wide |= map.get(i) > 255;
        }
        byte[] palette = new byte[3 * size];
        for (int i = 0; i < size; i++) {
            for (int channel = 0; channel < 3; channel++) {
                palette[3 * i + channel] = (byte) (map.get(channel * size + i) >> (wide ? 8 : 0));
            }
        }
        return palette;
    }

    private EncodedTiff.Segments segments(TiffDirectory directory, int width, int height, EncodedTiff.Samples samples) {
        boolean tiled = directory.has(TILE_OFFSETS);
        long segmentWidth = tiled ? directory.number(TILE_WIDTH, 0) : width;
        long segmentHeight =
                tiled ? directory.number(TILE_HEIGHT, 0) : Math.min(directory.number(ROWS_PER_STRIP, height), height);
        if ((tiled && (segmentWidth < SMALLEST_TILE || segmentHeight < SMALLEST_TILE)) || segmentHeight < 1) {
            throw damaged("its parts are of " + segmentWidth + " x " + segmentHeight + " pixels");
        }
        if (tiled && Math.max(segmentWidth, segmentHeight) > PhotoLimits.LONGEST_SIDE) {
            throw damaged("its tiles are of " + segmentWidth + " x " + segmentHeight + " pixels");
        }
        boolean planar = directory.number(PLANAR, 1) == 2 && samples.count() > 1;
        boolean jpeg = samples.compression() == EncodedTiff.Compression.JPEG;
        if (planar && jpeg) {
            throw PhotoException.unsupported("a TIFF of a rare kind of JPEG");
        }
        int across = (int) ((width + segmentWidth - 1) / segmentWidth);
        int down = (int) ((height + segmentHeight - 1) / segmentHeight);
        int planes = planar ? samples.count() : 1;
        if (across * planes > MOST_STREAMS) {
            throw PhotoException.unsupported("a TIFF of so many small tiles");
        }
        Values offsets = directory.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
        Values lengths = directory.values(tiled ? TILE_LENGTHS : STRIP_LENGTHS);
        long needed = (long) across * down * planes;
        if (offsets.count() < needed || (lengths.count() < needed && !(lengths.count() == 0 && needed == 1))) {
            throw damaged("it has " + offsets.count() + " parts of the " + needed + " of its picture");
        }
        for (int i = 0; i < needed; i++) {
            if (offsets.get(i) >= file.length) {
                throw damaged("its picture data ends early");
            }
        }
        Values tables = directory.values(JPEG_TABLES);
        if (tables.count() > LONGEST_JPEG_TABLES) {
            throw damaged("its JPEG tables are too long");
        }
        return new EncodedTiff.Segments(
                (int) segmentWidth,
                (int) segmentHeight,
                across,
                planes,
                offsets,
                lengths,
                jpeg ? tables.toBytes() : new byte[0]);
    }

    private static ColourConversion conversion(TiffDirectory directory, EncodedTiff.Samples samples) {
        Values profile = directory.values(PROFILE);
        if (profile.count() == 0 || profile.count() > IccProfile.MOST_BYTES || profile.size() != 1) {
            return ColourConversion.NONE;
        }
        Optional<ColourSpace> space = switch (samples.colours()) {
            case RGB, PALETTE, YCBCR -> IccProfile.rgb(profile.toBytes());
            case WHITE_IS_ZERO, BLACK_IS_ZERO -> IccProfile.grey(profile.toBytes());
            case INKS -> Optional.empty();
        };
        return space.map(ColourSpace::toSrgb).orElse(ColourConversion.NONE);
    }

    private static PhotoException damaged(String what) {
        return PhotoException.damaged(PhotoFormat.TIFF, what);
    }
}
