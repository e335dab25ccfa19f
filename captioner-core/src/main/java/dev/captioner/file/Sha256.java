package dev.captioner.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), as 64 lower-case hexadecimal digits. */
public final class Sha256 {
    private final MessageDigest digest;

    /** A digest of no bytes yet. Not safe for use by several threads. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest of a file's content, read in chunks. */
    public static String of(Path file) throws IOException {
        Sha256 sum = new Sha256();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
            while (channel.read(chunk.clear()) >= 0) {
                sum.digest.update(chunk.flip());
            }
        }
        return sum.hex();
    }

    /** The digest of bytes. */
    public static String of(byte[] bytes) {
        return new Sha256().add(bytes).hex();
    }

    /** The digest of a text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first 64 bits of the digest of a text in UTF-8: for large sets, where the rare collision does no harm. */
    public static long bits(String text) {
        return Long.parseUnsignedLong(of(text).substring(0, 16), 16);
    }

    /** Adds bytes. */
    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds a text in UTF-8. */
    public Sha256 add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of all that was added. Starts again from no bytes. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
