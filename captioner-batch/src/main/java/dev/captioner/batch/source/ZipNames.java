package dev.captioner.batch.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * The names of the entries of a ZIP. A name is decoded before it is taken apart, so that no byte of a character is a separator. In this
 * order: by the UTF-8 flag, by Info-ZIP's Unicode path field if its checksum is that of the name, by the encoding that the user named;
 * as UTF-8 when the archive was made on Unix or a Mac and the bytes are UTF-8, because archivers there leave out the flag; by code page
 * 437, which has a character for each byte.
 *
 * @param encoding that the user named; null for none
 * @param backslashes whether a backslash in a name of the archive is a separator
 */
record ZipNames(@Nullable Charset encoding, boolean backslashes) {
    private static final Charset CODE_PAGE_437 = Charset.forName("IBM437");
    private static final int FAT = 0;
    private static final int UNIX = 3;
    private static final int DARWIN = 19;

    /** The names of an archive with these entries. */
    static ZipNames of(Iterable<ZipArchiveEntry> entries, @Nullable Charset encoding) {
        boolean fat = true;
        boolean slash = false;
        for (ZipArchiveEntry entry : entries) {
            fat &= entry.getPlatform() == FAT;
            slash |= indexOf(entry.getRawName(), '/') >= 0;
        }
        return new ZipNames(encoding, fat && !slash);
    }

    private static int indexOf(byte[] bytes, char wanted) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The name of an entry, with {@code /} between its parts. */
    String name(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        String stated = entry.getGeneralPurposeBit().usesUTF8ForNames() ? decoded(raw, StandardCharsets.UTF_8) : null;
        if (stated == null) {
            stated = unicodePath(entry, raw);
        }
        if (stated == null && encoding != null) {
            stated = decoded(raw, encoding);
        }
        if (stated == null && (entry.getPlatform() == UNIX || entry.getPlatform() == DARWIN || isAscii(raw))) {
            stated = decoded(raw, StandardCharsets.UTF_8);
        }
        if (stated == null) {
            // The encoding is a guess: a backslash may be the second byte of a character.
            return new String(raw, CODE_PAGE_437);
        }
        return backslashes ? stated.replace('\\', '/') : stated;
    }

    private static @Nullable String unicodePath(ZipArchiveEntry entry, byte[] raw) {
        if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField field
                && field.getUnicodeName() != null) {
            CRC32 sum = new CRC32();
            sum.update(raw);
            // Another sum: a program has renamed the entry and did not know the field.
            return sum.getValue() == field.getNameCRC32()
                    ? decoded(field.getUnicodeName(), StandardCharsets.UTF_8)
                    : null;
        }
        return null;
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte part : bytes) {
            if (part < 0) {
                return false;
            }
        }
        return true;
    }

    /** Absent when the bytes are not of the encoding. */
    static @Nullable String decoded(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
