package dev.captioner.image;

import dev.captioner.api.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javax.imageio.ImageReader;

/**
 * Photo bytes to upright 8-bit sRGB pixels: JPEG, PNG, GIF (its first frame), BMP, WebP (its first frame), TIFF (its first page) and, where libheif is installed, HEIC and AVIF, told
 * apart by content. EXIF orientation is applied, transparency becomes white. Colours of other spaces become sRGB when a profile, the
 * chunks of a PNG or the boxes of a HEIC describe them by tone curves and primaries, or a table of four inks; other profiles are ignored. Made for untrusted
 * bytes: they give a {@link Photo} or a {@link PhotoException}, within the {@link PhotoLimits}. Immutable.
 */
public final class PhotoReader {
    private final PhotoLimits limits;
    private final Supplier<Optional<HeifDecoder>> heifDecoder;

    /** With {@link PhotoLimits#DEFAULT}. */
    public PhotoReader() {
        this(PhotoLimits.DEFAULT);
    }

    /** With other limits. */
    public PhotoReader(PhotoLimits limits) {
        this(limits, HeifDecoder::installed);
    }

    /**
     * With other limits and a decoder.
     *
     * @param heifDecoder for HEIC and AVIF; asked for when there is such a photo
     */
    PhotoReader(PhotoLimits limits, Supplier<Optional<HeifDecoder>> heifDecoder) {
        this.limits = limits;
        this.heifDecoder = heifDecoder;
    }

    /**
     * Reads a photo file.
     *
     * @throws PhotoException when the file cannot be read or is not an acceptable photo; the message names the file
     */
    public Photo read(Path file) {
        try {
            return read(bytes(file));
        } catch (PhotoException e) {
            throw e.in(file);
        }
    }

    /**
     * Reads the header of a photo file.
     *
     * @throws PhotoException when the file cannot be read or its header is not that of an acceptable photo; the message names the
     *     file
     */
    public PhotoHeader header(Path file) {
        try {
            return header(bytes(file));
        } catch (PhotoException e) {
            throw e.in(file);
        }
    }

    /**
     * Reads the header of a photo.
     *
     * @param bytes of a whole file
     * @throws PhotoException when it is not that of an acceptable photo
     */
    public PhotoHeader header(byte[] bytes) {
        SanitizedPhoto photo = parse(bytes);
        OptionalInt quality = photo instanceof EncodedJpeg jpeg ? jpeg.quality() : OptionalInt.empty();
        return new PhotoHeader(Math.max(photo.width(), photo.height()), quality);
    }

    /**
     * The number of pixels that the header of a photo states.
     *
     * @param bytes of a whole file
     * @throws PhotoException when it is not that of an acceptable photo
     */
    @Internal
    public long pixels(byte[] bytes) {
        SanitizedPhoto photo = parse(bytes);
        return (long) photo.width() * photo.height();
    }

    /**
     * Reads a photo.
     *
     * @param bytes of a whole file
     * @throws PhotoException when it is not an acceptable photo
     */
    public Photo read(byte[] bytes) {
        return decode(parse(bytes));
    }

    /**
     * Reads a photo from a stream, such as one of a remote file.
     *
     * @throws PhotoException when it cannot be opened or read to its end, or is not an acceptable photo
     */
    public Photo read(PhotoStream stream) {
        return read(bytes(stream, 0));
    }

    /**
     * Reads a photo from a stream.
     *
     * @param stream read to its end, or to one byte more than a photo may have; not closed
     * @throws PhotoException when the stream fails, or has something else than an acceptable photo
     */
    public Photo read(InputStream stream) {
        try {
            return read(bytes(stream));
        } catch (IOException e) {
            throw PhotoException.unreadable("cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private SanitizedPhoto parse(byte[] bytes) {
        if (bytes.length == 0) {
            throw PhotoException.empty();
        }
        if (bytes.length > limits.bytes()) {
            throw PhotoException.tooLarge(String.format(Locale.ROOT, "%,d", bytes.length), limits);
        }
        PhotoFormat format =
                PhotoFormat.recognise(bytes).orElseThrow(() -> PhotoException.unsupported(ForeignFormat.name(bytes)));
        return parse(format, bytes);
    }

    private SanitizedPhoto parse(PhotoFormat format, byte[] bytes) {
        try {
            return format.parse(bytes, limits);
        } catch (IndexOutOfBoundsException e) {
            throw PhotoException.damaged(format, "it ends early", e);
        } catch (OutOfMemoryError e) {
            throw PhotoException.notEnoughMemory(format, e);
        }
    }

    private Photo decode(SanitizedPhoto photo) {
        if (photo instanceof EncodedHeif picture) {
            return heifDecoder
                    .get()
                    .filter(decoder -> decoder.decodes(picture.codec()))
                    .orElseThrow(() -> PhotoException.noDecoder(picture.format()))
                    .read(picture, limits);
        }
        return photo instanceof SanitizedPhoto.ForReader forReader
                ? CoefficientMemory.with(forReader.coefficients(), () -> decodeInJava(photo))
                : decodeInJava(photo);
    }

    // Decoders answer damage with exceptions of every kind, checked and unchecked, and some errors.
    private Photo decodeInJava(SanitizedPhoto photo) {
        UprightRows upright = new UprightRows(photo.orientation());
        RowSink srgb = SrgbRows.before(upright, photo.conversion()); // after shrinking, where fewer pixels are left
        TimedSink sink = new TimedSink(Shrinking.before(srgb, photo.width(), photo.height()), limits.time());
        try {
            if (photo instanceof SanitizedPhoto.ForReader forReader) {
                decode(forReader, sink);
            } else if (photo instanceof SanitizedPhoto.ForRows forRows) {
                decode(forRows, sink);
            }
            return upright.photo();
        } catch (PhotoException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError | InternalError e) {
            if (sink.isOver()) {
                throw PhotoException.tooSlow(photo.format(), limits, e);
            }
            if (isLackOfMemory(e)) {
                throw PhotoException.notEnoughMemory(photo.format(), e);
            }
            throw PhotoException.damaged(photo.format(), "its picture cannot be decoded", e);
        }
    }

    private void decode(SanitizedPhoto.ForReader photo, RowSink sink) throws IOException {
        ImageReader reader = Codecs.reader(photo.format());
        try (TimedImageStream input = new TimedImageStream(photo.bytes(), limits.time())) {
            reader.setInput(input, true, true);
            photo.decode(reader, sink);
        } finally {
            reader.dispose();
        }
    }

    private static void decode(SanitizedPhoto.ForRows photo, RowSink sink) {
        try {
            photo.decode(sink);
        } catch (IOException e) {
            throw PhotoException.damaged(photo.format(), String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean isLackOfMemory(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /**
     * The bytes of a photo file, unchecked.
     *
     * @throws PhotoException when the file cannot be read or is too large
     */
    public byte[] bytes(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw PhotoException.unreadable("not a file; name a photo file", null);
        }
        return bytes(() -> Files.newInputStream(file), file.toFile().length());
    }

    private byte[] bytes(PhotoStream photo, long expected) {
        try (InputStream stream = photo.open()) {
            return bytes(stream, expected);
        } catch (NoSuchFileException e) {
            throw PhotoException.unreadable("no such file; check the name", e);
        } catch (AccessDeniedException e) {
            throw PhotoException.unreadable("may not be read; check its permissions", e);
        } catch (IOException e) {
            throw PhotoException.unreadable("cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /**
     * The bytes of a photo up to the end of a stream, unchecked. Reading stops one byte after the limit.
     *
     * @throws PhotoException when there are too many
     * @throws IOException what the stream threw
     */
    public byte[] bytes(InputStream stream) throws IOException {
        return bytes(stream, 0);
    }

    private byte[] bytes(InputStream stream, long expected) throws IOException {
        byte[] bytes = readUpToLimit(stream, (int) Math.min(expected, limits.bytes()));
        if (bytes.length > limits.bytes()) {
            ForeignFormat foreign = ForeignFormat.of(bytes);
            if (PhotoFormat.recognise(bytes).isEmpty() && foreign.kind() == FileKind.PHOTO) {
                throw PhotoException.unsupported(foreign.name()); // saved smaller, it could not be read either
            }
            throw PhotoException.tooLarge(String.format(Locale.ROOT, "more than %,d", limits.bytes()), limits);
        }
        return bytes;
    }

    /**
     * Reads a stream to its end, or one byte more than a photo may have: that tells one that is too large, whatever size the file
     * system claims. If the stream is as long as expected, its bytes are in memory once.
     */
    private byte[] readUpToLimit(InputStream stream, int expected) throws IOException {
        byte[] first = new byte[expected];
        int length = stream.readNBytes(first, 0, expected);
        int next = length < expected ? -1 : stream.read();
        if (next < 0) {
            return length < expected ? Arrays.copyOf(first, length) : first;
        }
        byte[] rest = stream.readNBytes(limits.bytes() - first.length);
        byte[] all = Arrays.copyOf(first, first.length + 1 + rest.length);
        all[first.length] = (byte) next;
        System.arraycopy(rest, 0, all, first.length + 1, rest.length);
        return all;
    }
}
