package dev.captioner.batch.source;

/**
 * What an archive may cost. Bytes are counted while they are read, whatever the archive says of itself.
 *
 * @param entries at most, photos or not
 * @param bytes unpacked, at most
 * @param ratio unpacked bytes for each packed one, at most, once they are more than 64 MB
 */
public record ArchiveLimits(long entries, long bytes, long ratio) {
    /** A million entries, 1 TB, a hundredfold. */
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
