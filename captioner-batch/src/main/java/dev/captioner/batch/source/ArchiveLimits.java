package dev.captioner.batch.source;

/**
 * Limits on an archive. Bytes are counted while they are read; sizes stated in the archive are not trusted.
 *
 * @param entries at most, photos or not
 * @param bytes unpacked, at most
 * @param ratio highest ratio of unpacked to packed bytes, checked above 64 MB unpacked
 */
public record ArchiveLimits(long entries, long bytes, long ratio) {
    /** A million entries, 1 TB, a ratio of 100. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(1_000_000, 1_000_000_000_000L, 100);

    private static final long FREE = 64 * 1024 * 1024;

    /** Checks that every limit is positive. */
    public ArchiveLimits {
        if (entries < 1 || bytes < 1 || ratio < 1) {
            throw new IllegalArgumentException("every limit of archives must be positive, found " + entries
                    + " entries, " + bytes + " bytes, " + ratio + " times");
        }
    }

    void checkEntries(String archive, long found) {
        if (found > entries) {
            throw new SourceException(
                    archive + ": an archive may have " + entries + " entries, found more; split it", null);
        }
    }

    void checkBytes(String archive, long unpacked, long packed) {
        if (unpacked > bytes) {
            throw new SourceException(
                    archive + ": an archive may unpack to " + bytes + " bytes, found more; split it", null);
        }
        if (unpacked > FREE && unpacked / ratio > packed) {
            throw new SourceException(
                    archive + ": an archive may unpack to " + ratio
                            + " times its size, found more; photos do not shrink" + " like that",
                    null);
        }
    }
}
