package dev.captioner.image;

import dev.captioner.image.EncodedJpeg.Colours;
import dev.captioner.image.colour.ColourConversion;
import dev.captioner.image.colour.ColourSpace;
import dev.captioner.image.colour.IccProfile;
import dev.captioner.image.colour.InkSpace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Walks the marker segments of a JPEG (ITU-T T.81, annex B) and keeps those that pixels depend on: tables, frame header,
 * scans. What the components mean is worked out here from the markers, by the rules of libjpeg, and told to the decoder in
 * the one way that all agree on; other decoders guess otherwise once the application segments are gone.
 */
final class JpegParser {
    /**
     * Progressive files have 10 scans, of four colours 18. The JDK's decoder computes all pixels again after each
     * scan, however small: 0.1 s for 16 megapixels.
     */
    static final int MOST_SCANS = 24;

    private static final int PROGRESSIVE = 0xC2;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int DHT = 0xC4;
    private static final int JPEG_EXTENSION = 0xC8;
    private static final int DAC = 0xCC;
    private static final int TEM = 0x01;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final String PROFILE = "ICC_PROFILE\0";

    private final @Nullable Colours stated;
    private final byte[] file;
    private final ByteBuffer bytes;
    private final PhotoLimits limits;
    private final SanitizedBytes.Builder kept = new SanitizedBytes.Builder();

    private int width;
    private int height;
    private int components;
    private String componentNames = "";
    private boolean progressive;
    private boolean jfif;
    private int adobeTransform = -1;
    private Orientation orientation = Orientation.UPRIGHT;
    private OptionalInt quality = OptionalInt.empty();
    private final ProfileSegments profile = new ProfileSegments();
    private int scans;
    private boolean severalPasses;
    private final List<Sampling> samplings = new ArrayList<>();

    /** Samples of a component, in relation to those of others. */
    private record Sampling(int across, int down) {}

    JpegParser(byte[] file, PhotoLimits limits) {
        this(file, limits, null);
    }

    /**
     * Of a JPEG in another file.
     *
     * @param stated what its components mean by that file; null when the JPEG says it itself
     */
    JpegParser(byte[] file, PhotoLimits limits, @Nullable Colours stated) {
        this.stated = stated;
        this.file = file;
        this.bytes = ByteBuffer.wrap(file);
        this.limits = limits;
    }

    EncodedJpeg parse() {
        kept.add((byte) 0xFF, (byte) SOI);
        int at = nextMarker(2);
        while (at < file.length && marker(at) != EOI) {
            at = nextMarker(isAlone(marker(at)) ? at + 1 : segment(at));
        }
        if (scans == 0) {
            throw PhotoException.damaged(PhotoFormat.JPEG, "it has no picture data");
        }
        // A single scan shows whether it is complete; of several, the last ones may be missing unnoticed.
        if (progressive && at == file.length) {
            throw PhotoException.damaged(PhotoFormat.JPEG, "its picture data ends early");
        }
        kept.add((byte) 0xFF, (byte) EOI);
        int passes = severalPasses ? scans : 1;
        long coefficients = severalPasses ? coefficients() : 0;
        PhotoLimits.checkScans(width, height, passes, coefficients);
        return new EncodedJpeg(
                kept.build(),
                width,
                height,
                orientation,
                conversion(),
                colours(),
                inks(),
                passes,
                coefficients,
                quality);
    }

    /** Where the code of the next marker stands, at or after a position; the end of the file when there is none. */
    private int nextMarker(int from) {
        for (int at = from; at + 1 < file.length; at++) {
            int code = marker(at + 1);
            if (marker(at) == 0xFF && code != 0 && code != 0xFF) {
                return at + 1;
            }
        }
        return file.length;
    }

    /** Takes in one marker segment and returns where the next may begin. */
    private int segment(int at) {
        int marker = marker(at);
        int start = at + 3;
        int end = at + 1 + Short.toUnsignedInt(bytes.getShort(at + 1));
        if (end < start || end > file.length) {
            throw PhotoException.damaged(PhotoFormat.JPEG, String.format("its segment %02X runs past the end", marker));
        }
        if (marker == SOS) {
            severalPasses |= scans == 0 && (progressive || file[start] < components);
            end = scan(end);
            keep(at, end);
        } else if (marker == DQT || marker == DHT || marker == DRI) {
            if (marker == DQT && quality.isEmpty()) {
                quality = JpegQuality.of(bytes.slice(start, end - start));
            }
            keep(at, end);
        } else if (isFrame(marker)) {
            frame(marker, start);
            keep(at, end);
        } else if (scans == 0) {
            application(marker, start, end);
        }
        return end;
    }

    private void application(int marker, int start, int end) {
        if (marker == APP0) {
            jfif |= holds("JFIF\0", start, end);
        } else if (marker == APP14 && holds("Adobe", start, end) && end - start >= 12) {
            adobeTransform = file[start + 11] & 0xFF;
        } else if (marker == APP1 && holds("Exif\0\0", start, end)) {
            orientation = Exif.orientation(bytes.slice(start + 6, end - start - 6));
        } else if (marker == APP2 && holds(PROFILE, start, end)) {
            profile.take(bytes.slice(start + PROFILE.length(), end - start - PROFILE.length()));
        }
    }

    /** ITU-T T.81, B.2.2: precision, lines, samples a line, components. */
    private void frame(int marker, int start) {
        int precision = file[start] & 0xFF;
        height = Short.toUnsignedInt(bytes.getShort(start + 1));
        width = Short.toUnsignedInt(bytes.getShort(start + 3));
        limits.check(PhotoFormat.JPEG, width, height);
        progressive = marker == PROGRESSIVE;
        if (marker > PROGRESSIVE) {
            throw PhotoException.unsupported("a lossless, hierarchical or arithmetic-coded JPEG");
        }
        if (precision != 8) {
            throw PhotoException.unsupported("a JPEG of " + precision + " bits a sample");
        }
        if (components != 0) {
            throw PhotoException.damaged(PhotoFormat.JPEG, "it has two frame headers");
        }
        components = file[start + 5] & 0xFF;
        if (components != 1 && components != 3 && components != 4) {
            throw PhotoException.unsupported("a JPEG of " + components + " components");
        }
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < components; i++) {
            names.append((char) (file[start + 6 + 3 * i] & 0xFF));
            int factors = file[start + 7 + 3 * i] & 0xFF;
            samplings.add(new Sampling(Math.max(1, factors >> 4), Math.max(1, factors & 0xF)));
        }
        componentNames = names.toString();
    }

    /** Counts a scan and returns where its coded data ends: at the next marker but the restart markers within. */
    private int scan(int dataStart) {
        if (components == 0) {
            throw PhotoException.damaged(PhotoFormat.JPEG, "it has no frame header before its picture data");
        }
        if (scans == 0) {
            keepColours();
        }
        scans++;
        if (scans > MOST_SCANS) {
            throw PhotoException.unsupported("a progressive JPEG of more than " + MOST_SCANS + " scans");
        }
        int at = nextMarker(dataStart);
        while (at < file.length && isRestart(marker(at))) {
            at = nextMarker(at + 1);
        }
        return at < file.length ? at - 1 : file.length;
    }

    /** Two bytes for each coefficient of each block of 8 x 8 samples (ITU-T T.81, A.1.1 and A.2). */
    private long coefficients() {
        int widest = samplings.stream().mapToInt(Sampling::across).max().orElse(1);
        int highest = samplings.stream().mapToInt(Sampling::down).max().orElse(1);
        long blocks = 0;
        for (Sampling sampling : samplings) {
            long across = sampling.across * units(width, 8L * widest);
            long down = sampling.down * units(height, 8L * highest);
            blocks += across * down;
        }
        return blocks * 64 * Short.BYTES;
    }

    private static long units(long length, long unit) {
        return (length + unit - 1) / unit;
    }

    private Colours colours() {
        if (stated != null) {
            if (stated == Colours.GREY != (components == 1) || components == 4) {
                throw PhotoException.damaged(PhotoFormat.JPEG, "it has " + components + " components");
            }
            return stated;
        }
        return switch (components) {
            case 1 -> Colours.GREY;
            case 4 -> adobeTransform > 0 ? Colours.YCCK : Colours.CMYK;
            default -> isRgb() ? Colours.RGB : Colours.YCBCR;
        };
    }

    private ColourConversion conversion() {
        Optional<ColourSpace> space = profile.profile().flatMap(bytes -> switch (colours()) {
            case GREY -> IccProfile.grey(bytes);
            case RGB, YCBCR -> IccProfile.rgb(bytes);
            case CMYK, YCCK -> Optional.empty();
        });
        return space.map(ColourSpace::toSrgb).orElse(ColourConversion.NONE);
    }

    private Optional<InkSpace> inks() {
        return components == 4 ? profile.profile().flatMap(IccProfile::inks) : Optional.empty();
    }

    private boolean isRgb() {
        if (jfif) {
            return false;
        }
        return adobeTransform >= 0 ? adobeTransform == 0 : componentNames.equals("RGB");
    }

    /** An Adobe segment that states the colours. */
    private void keepColours() {
        byte[] adobe = {
            (byte) 0xFF,
            (byte) APP14,
            0,
            14,
            'A',
            'd',
            'o',
            'b',
            'e',
            0,
            100,
            0,
            0,
            0,
            0,
            (byte) colours().adobeTransform()
        };
        kept.add(adobe);
    }

    private void keep(int marker, int end) {
        kept.add((byte) 0xFF).add(file, marker, end);
    }

    private boolean holds(String identifier, int start, int end) {
        return end - start >= identifier.length()
                && new String(file, start, identifier.length(), StandardCharsets.ISO_8859_1).equals(identifier);
    }

    private int marker(int at) {
        return file[at] & 0xFF;
    }

    private static boolean isAlone(int marker) {
        return marker == TEM || marker == SOI || isRestart(marker);
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPEG_EXTENSION && marker != DAC;
    }
}
