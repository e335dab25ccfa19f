package dev.captioner.image.metadata;

import dev.captioner.image.tiff.TiffDirectory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a file has its metadata, unread: EXIF as a TIFF structure, XMP as text, IPTC as records. Of several blocks of a kind the first
 * one counts.
 */
record MetadataBlocks(Optional<ByteBuffer> exif, Optional<ByteBuffer> xmp, Optional<ByteBuffer> iptc) {
    private static final MetadataBlocks NONE = new MetadataBlocks(Optional.empty(), Optional.empty(), Optional.empty());
    private static final String JPEG_EXIF = "Exif\0\0";
    private static final String JPEG_XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final String JPEG_PHOTOSHOP = "Photoshop 3.0\0";
    private static final String PNG_XMP = "XML:com.adobe.xmp\0\0\0"; // not compressed
    private static final int TIFF_XMP = 700;
    private static final int TIFF_IPTC = 33723;
    private static final int IPTC_RESOURCE = 0x0404;

    /**
     * The blocks of a file.
     *
     * @throws IndexOutOfBoundsException when it ends early
     */
    static MetadataBlocks of(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        if (starts(bytes, "\u00FF\u00D8\u00FF")) {
            return ofJpeg(bytes);
        }
        if (starts(bytes, "\u0089PNG\r\n\u001A\n")) {
            return ofPng(bytes);
        }
        if (starts(bytes, "RIFF") && starts(from(bytes, 8), "WEBP")) {
            return ofWebp(bytes);
        }
        return ofTiff(bytes);
    }

    private static MetadataBlocks ofJpeg(ByteBuffer bytes) {
        MetadataBlocks found = NONE;
        for (int at = 2; at + 4 <= bytes.limit() && bytes.get(at) == (byte) 0xFF; ) {
            int marker = bytes.get(at + 1) & 0xFF;
            if (marker == 0xFF) {
                at++; // a fill byte
                continue;
            }
            int length = Short.toUnsignedInt(bytes.getShort(at + 2));
            if (marker == 0xDA || length < 2) {
                break;
            }
            ByteBuffer segment = bytes.slice(at + 4, length - 2);
            if (marker == 0xE1 && starts(segment, JPEG_EXIF)) {
                found = found.withExif(from(segment, JPEG_EXIF.length()));
            } else if (marker == 0xE1 && starts(segment, JPEG_XMP)) {
                found = found.withXmp(from(segment, JPEG_XMP.length()));
            } else if (marker == 0xED && starts(segment, JPEG_PHOTOSHOP)) {
                Optional<ByteBuffer> iptc = resource(from(segment, JPEG_PHOTOSHOP.length()));
                found = iptc.map(found::withIptc).orElse(found);
            }
            at += 2 + length;
        }
        return found;
    }

    /** The block of IPTC among the image resources of Photoshop: a signature, a number, a name, a length, and as many bytes. */
    private static Optional<ByteBuffer> resource(ByteBuffer resources) {
        for (int at = 0; at + 12 <= resources.limit() && starts(from(resources, at), "8BIM"); ) {
            int number = Short.toUnsignedInt(resources.getShort(at + 4));
            int name = 1 + (resources.get(at + 6) & 0xFF);
            int start = at + 6 + name + (name & 1) + 4;
            if (start > resources.limit()) {
                break;
            }
            int length = resources.getInt(start - 4);
            if (length < 0 || length > resources.limit() - start) {
                break;
            }
            if (number == IPTC_RESOURCE) {
                return Optional.of(resources.slice(start, length));
            }
            at = start + length + (length & 1);
        }
        return Optional.empty();
    }

    private static MetadataBlocks ofPng(ByteBuffer bytes) {
        MetadataBlocks found = NONE;
        for (int at = 8; at + 12 <= bytes.limit(); ) {
            int length = bytes.getInt(at);
            if (length < 0 || length > bytes.limit() - at - 12) {
                break;
            }
            ByteBuffer chunk = bytes.slice(at + 8, length);
            if (starts(from(bytes, at + 4), "eXIf")) {
                found = found.withExif(chunk);
            } else if (starts(from(bytes, at + 4), "iTXt") && starts(chunk, PNG_XMP)) {
                // A language and a translated keyword follow, both of which XMP leaves empty.
                found = found.withXmp(from(chunk, Math.min(length, PNG_XMP.length() + 2)));
            }
            at += 12 + length;
        }
        return found;
    }

    private static MetadataBlocks ofWebp(ByteBuffer big) {
        ByteBuffer bytes = big.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        MetadataBlocks found = NONE;
        for (int at = 12; at + 8 <= bytes.limit(); ) {
            int length = bytes.getInt(at + 4);
            if (length < 0 || length > bytes.limit() - at - 8) {
                break;
            }
            ByteBuffer chunk = bytes.slice(at + 8, length);
            if (starts(from(bytes, at), "EXIF")) {
                found = found.withExif(starts(chunk, JPEG_EXIF) ? from(chunk, JPEG_EXIF.length()) : chunk);
            } else if (starts(from(bytes, at), "XMP ")) {
                found = found.withXmp(chunk);
            }
            at += 8 + length + (length & 1);
        }
        return found;
    }

    private static MetadataBlocks ofTiff(ByteBuffer bytes) {
        Optional<TiffDirectory> directory = TiffDirectory.first(bytes);
        if (directory.isEmpty()) {
            return NONE;
        }
        return new MetadataBlocks(
                Optional.of(bytes), block(directory.get(), TIFF_XMP), block(directory.get(), TIFF_IPTC));
    }

    private static Optional<ByteBuffer> block(TiffDirectory directory, int tag) {
        return directory.has(tag)
                ? Optional.of(ByteBuffer.wrap(directory.values(tag).toBytes()))
                : Optional.empty();
    }

    private MetadataBlocks withExif(ByteBuffer block) {
        return exif.isPresent() ? this : new MetadataBlocks(Optional.of(block), xmp, iptc);
    }

    private MetadataBlocks withXmp(ByteBuffer block) {
        return xmp.isPresent() ? this : new MetadataBlocks(exif, Optional.of(block), iptc);
    }

    private MetadataBlocks withIptc(ByteBuffer block) {
        return iptc.isPresent() ? this : new MetadataBlocks(exif, xmp, Optional.of(block));
    }

    private static ByteBuffer from(ByteBuffer bytes, int start) {
        return bytes.slice(start, bytes.limit() - start);
    }

    private static boolean starts(ByteBuffer bytes, String start) {
        if (bytes.limit() < start.length()) {
            return false;
        }
        byte[] first = new byte[start.length()];
        bytes.get(0, first);
        return new String(first, StandardCharsets.ISO_8859_1).equals(start);
    }
}
