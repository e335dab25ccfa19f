package dev.captioner.image;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A photo that cannot be read. The message says what was wrong, what is accepted and what to do, in words for its sender. */
public final class PhotoException extends RuntimeException {
    /** What was wrong. */
    public enum Reason {
        /** There are no bytes. */
        EMPTY,
        /** More bytes than {@link PhotoLimits#bytes}. */
        TOO_LARGE,
        /**
         * The header states more than {@link PhotoLimits#pixels}, or a side over {@link PhotoLimits#LONGEST_SIDE}, or the picture
         * would take too much memory because it cannot be decoded row by row.
         */
        TOO_MANY_PIXELS,
        /** Not in a format that {@link PhotoReader} reads here, or a rare kind of one that it does not. */
        UNSUPPORTED_FORMAT,
        /** The file breaks the rules of its format, or ends before its picture does. */
        DAMAGED,
        /** The file is missing, is not a file, or may not be read. */
        UNREADABLE_FILE,
        /** Decoding took longer than {@link PhotoLimits#time}. */
        TOO_SLOW,
        /** The heap was too full to decode; the photo may be good. */
        NOT_ENOUGH_MEMORY
    }

    private static final String ACCEPTED = "accepted are common " + PhotoFormat.names() + " files";

    private final Reason reason;

    private PhotoException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What was wrong, for programs. */
    public Reason reason() {
        return reason;
    }

    /** This failure with the name of its file in front of the message. */
    PhotoException in(Path file) {
        return new PhotoException(reason, file + ": " + getMessage(), this);
    }

    static PhotoException empty() {
        return new PhotoException(Reason.EMPTY, "the photo is empty (0 bytes); " + ACCEPTED, null);
    }

    static PhotoException tooLarge(String size, PhotoLimits limits) {
        String message = String.format(
                Locale.ROOT,
                "the photo has %s bytes, at most %,d (%.1f MB) are accepted; save it smaller",
                size,
                limits.bytes(),
                limits.bytes() / (1024.0 * 1024.0));
        return new PhotoException(Reason.TOO_LARGE, message, null);
    }

    static PhotoException tooManyPixels(PhotoFormat format, long width, long height, PhotoLimits limits) {
        String message = String.format(
                Locale.ROOT,
                "the %s has %d x %d pixels (%,.1f megapixels), at most %,.1f megapixels and %,d pixels a side are"
                        + " accepted; scale it down",
                format,
                width,
                height,
                (double) width * height / 1e6,
                limits.pixels() / 1e6,
                PhotoLimits.LONGEST_SIDE);
        return new PhotoException(Reason.TOO_MANY_PIXELS, message, null);
    }

    static PhotoException tooMuchAtOnce(PhotoFormat format, int width, int height, long bytes, long most) {
        String message = String.format(
                Locale.ROOT,
                "the %s has %d x %d pixels and cannot be decoded row by row; as a whole it takes %,.1f MB, at most %,.1f"
                        + " MB are accepted; scale it down, or save it as a JPEG that is not progressive",
                format,
                width,
                height,
                bytes / 1e6,
                most / 1e6);
        return new PhotoException(Reason.TOO_MANY_PIXELS, message, null);
    }

    static PhotoException tooManyScans(int width, int height, int scans, long most) {
        String message = String.format(
                Locale.ROOT,
                "the progressive JPEG has %d x %d pixels in %d scans (%,.0f megapixels altogether), at most %,.0f"
                        + " megapixels are accepted; scale it down, or save it as a JPEG that is not progressive",
                width,
                height,
                scans,
                (double) width * height * scans / 1e6,
                most / 1e6);
        return new PhotoException(Reason.TOO_MANY_PIXELS, message, null);
    }

    static PhotoException unsupported(String what) {
        return new PhotoException(
                Reason.UNSUPPORTED_FORMAT,
                "the photo is " + what + "; " + ACCEPTED + ", convert it to one of them",
                null);
    }

    static PhotoException noDecoder(PhotoFormat format) {
        return new PhotoException(
                Reason.UNSUPPORTED_FORMAT,
                "the photo is in the format " + format + ", whose decoder is not installed here; "
                        + HeifDecoder.INSTALLATION + ", or convert the photo to JPEG",
                null);
    }

    static PhotoException damaged(PhotoFormat format, String what) {
        return damaged(format, what, null);
    }

    static PhotoException damaged(PhotoFormat format, String what, @Nullable Throwable cause) {
        return new PhotoException(
                Reason.DAMAGED, "the " + format + " is damaged: " + what + "; save it again from its original", cause);
    }

    static PhotoException unreadable(String what, @Nullable Throwable cause) {
        return new PhotoException(Reason.UNREADABLE_FILE, what, cause);
    }

    static PhotoException tooSlow(PhotoFormat format, PhotoLimits limits, @Nullable Throwable cause) {
        String message = String.format(
                Locale.ROOT,
                "decoding the %s took more than %.1f seconds; save it again, or smaller",
                format,
                limits.time().toMillis() / 1e3);
        return new PhotoException(Reason.TOO_SLOW, message, cause);
    }

    static PhotoException notEnoughMemory(PhotoFormat format, Throwable cause) {
        return new PhotoException(
                Reason.NOT_ENOUGH_MEMORY,
                "not enough memory to decode the " + format
                        + "; try again, scale it down, or give Java more heap (-Xmx)",
                cause);
    }
}
