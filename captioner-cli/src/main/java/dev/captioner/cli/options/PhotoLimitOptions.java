package dev.captioner.cli.options;

import dev.captioner.image.PhotoLimits;
import dev.captioner.image.PhotoReader;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that limit the size of a photo. */
public final class PhotoLimitOptions {
    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            converter = Pixels.class,
            description = "reject photos of more pixels, such as 50M (default: 250M)")
    private long pixels = PhotoLimits.DEFAULT.pixels();

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            converter = Bytes.class,
            description = "reject photo files of more bytes, such as 20MB (default: 100MB)")
    private long bytes = PhotoLimits.DEFAULT.bytes();

    /** The limits that the options state. */
    public PhotoLimits limits() {
        return new PhotoLimits((int) bytes, pixels, PhotoLimits.DEFAULT.time());
    }

    /** Reads photos within the limits. */
    public PhotoReader reader() {
        return new PhotoReader(limits());
    }

    /** A number of pixels; M stands for a million. */
    static final class Pixels implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return number(value, Map.of("", 1L, "M", 1_000_000L), PhotoLimits.MOST_PIXELS, "pixels", "50M");
        }
    }

    /** A number of bytes; KB and MB stand for 1,024 and 1,024 times 1,024, as in the settings of the service. */
    static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return number(
                    value, Map.of("", 1L, "KB", 1L << 10, "MB", 1L << 20), PhotoLimits.MOST_BYTES, "bytes", "20MB");
        }
    }

    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,12})([A-Za-z]*)");

    private static long number(String value, Map<String, Long> units, long most, String what, String example) {
        Matcher matcher = NUMBER.matcher(value);
        Long unit = matcher.matches() ? units.get(matcher.group(2).toUpperCase(Locale.ROOT)) : null;
        long number = unit == null ? 0 : Long.parseLong(matcher.group(1)) * unit;
        if (number < 1 || number > most) {
            throw new TypeConversionException(String.format(
                    Locale.ROOT, "expected from 1 to %,d %s, such as %s, found '%s'", most, what, example, value));
        }
        return number;
    }
}
