package dev.captioner.image.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoMetadataTest {
    private static final byte[] NONE = {};

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "webp"})
    void theDateAndTheDescriptionOfExifAreReadFromEveryFormat(String extension) throws IOException {
        PhotoMetadata metadata = PhotoMetadata.of(described(extension));

        assertThat(metadata.taken()).contains("2024-05-17T18:03:09+02:00");
        assertThat(metadata.description()).contains("An evening by the sea");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "webp"})
    void damageNeverFails(String extension) throws IOException {
        byte[] file = described(extension);
        Random random = new Random(5);
        for (int length = 0; length < file.length; length++) {
            assertThat(PhotoMetadata.of(Arrays.copyOf(file, length))).isNotNull();
        }
        for (int i = 0; i < 2000; i++) {
            byte[] changed = file.clone();
            for (int j = 0; j < 3; j++) {
                changed[random.nextInt(file.length)] = (byte) random.nextInt(256);
            }
            assertThat(PhotoMetadata.of(changed)).isNotNull();
        }
    }

    @Test
    void aTiffHasThemInItsOwnDirectory() {
        PhotoMetadata metadata = PhotoMetadata.of(tiff("a scan", "1999:12:31 23:59:59"));

        assertThat(metadata.taken()).contains("1999-12-31T23:59:59");
        assertThat(metadata.description()).contains("a scan");
    }

    @Test
    void xmpComesBeforeIptcAndThatBeforeExif() {
        byte[] exif = exif("of EXIF", "2001:02:03 04:05:06");
        byte[] iptc = iptc("of IPTC");
        byte[] xmp = xmp("<rdf:li xml:lang='de'>auf Deutsch</rdf:li><rdf:li xml:lang='x-default'>of XMP</rdf:li>");

        assertThat(description(jpeg(exif, iptc, xmp))).contains("of XMP");
        assertThat(description(jpeg(exif, iptc))).contains("of IPTC");
        assertThat(description(jpeg(exif))).contains("of EXIF");
        assertThat(description(jpeg())).isEmpty();
    }

    @Test
    void otherLettersSurvive() {
        byte[] latin1 = segment(0xED, "Photoshop 3.0\0", resource(concat(new byte[] {0x1C, 2, 120, 0, 4}, new byte[] {
            'c', 'a', 'f', (byte) 0xE9
        })));

        assertThat(description(jpeg(iptc("夕方の海")))).contains("夕方の海");
        assertThat(description(jpeg(latin1))).contains("café");
        assertThat(description(jpeg(xmp("<rdf:li xml:lang='ja'>海 &amp; 空</rdf:li>"))))
                .contains("海 & 空");
    }

    @Test
    void whatTerminalsAndPagesWouldInterpretBecomesSpaces() {
        assertThat(description(jpeg(iptc("a\u001B[31m red\r\n\u202Ecat\u0000 "))))
                .contains("a [31m red cat");
        assertThat(description(jpeg(iptc(" \n\t ")))).isEmpty();
    }

    @Test
    void descriptionsHaveAnEnd() {
        assertThat(description(jpeg(iptc("x".repeat(30_000)))).orElseThrow())
                .hasSize(PhotoMetadata.LONGEST_DESCRIPTION);
    }

    @ParameterizedTest
    @CsvSource({
        "2024:05:17 18:03:09, 2024-05-17T18:03:09",
        "2024:02:30 00:00:00,",
        "0000:00:00 00:00:00,",
        "'    :  :     :  :  ',",
        "2024-05-17T18:03:09,",
        "2024:05:17 18:03:61,"
    })
    void onlyRealDatesAreDates(String stored, String expected) {
        assertThat(PhotoMetadata.of(jpeg(exif("", stored))).taken()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void entitiesOfXmpAreNotRead() {
        String bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
                + "<!ENTITY f SYSTEM 'file:///etc/hostname'>]>";
        String packet = bomb + packet("<rdf:li xml:lang='x-default'>&b;&f;</rdf:li>");

        assertThat(description(jpeg(segment(0xE1, "http://ns.adobe.com/xap/1.0/\0", utf8(packet)))))
                .isEmpty();
    }

    private static Optional<String> description(byte[] file) {
        return PhotoMetadata.of(file).description();
    }

    private static byte[] described(String extension) throws IOException {
        try (InputStream stream = PhotoMetadataTest.class.getResourceAsStream("described." + extension)) {
            return stream == null ? NONE : stream.readAllBytes();
        }
    }

    private static byte[] jpeg(byte[]... segments) {
        return concat(
                new byte[] {(byte) 0xFF, (byte) 0xD8}, concat(segments), new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 2});
    }

    private static byte[] segment(int marker, String identifier, byte[] data) {
        byte[] name = identifier.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(4 + name.length + data.length)
                .putShort((short) (0xFF00 | marker))
                .putShort((short) (2 + name.length + data.length))
                .put(name)
                .put(data)
                .array();
    }

    private static byte[] exif(String description, String date) {
        return segment(0xE1, "Exif\0\0", tiff(description, date));
    }

    private static byte[] tiff(String description, String date) {
        byte[] text = utf8(description + "\0");
        byte[] time = utf8(date + "\0");
        ByteBuffer bytes = ByteBuffer.allocate(8 + 30 + 18 + text.length + time.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(utf8("II*\0"))
                .putInt(8);
        bytes.putShort((short) 2)
                .putShort((short) 0x010E)
                .putShort((short) 2)
                .putInt(text.length)
                .putInt(56)
                .putShort((short) 0x8769)
                .putShort((short) 4)
                .putInt(1)
                .putInt(38)
                .putInt(0);
        bytes.putShort((short) 1)
                .putShort((short) 0x9003)
                .putShort((short) 2)
                .putInt(time.length)
                .putInt(56 + text.length)
                .putInt(0);
        return bytes.put(text).put(time).array();
    }

    private static byte[] iptc(String caption) {
        byte[] text = utf8(caption);
        byte[] record = ByteBuffer.allocate(5 + text.length)
                .put(new byte[] {0x1C, 2, 120})
                .putShort((short) text.length)
                .put(text)
                .array();
        return segment(0xED, "Photoshop 3.0\0", resource(record));
    }

    /** A resource of Photoshop after another one. */
    private static byte[] resource(byte[] record) {
        return ByteBuffer.allocate(12 + 4 + 12 + record.length)
                .put(utf8("8BIM"))
                .putShort((short) 0x03ED)
                .putShort((short) 0)
                .putInt(3)
                .putInt(0)
                .put(utf8("8BIM"))
                .putShort((short) 0x0404)
                .putShort((short) 0)
                .putInt(record.length)
                .put(record)
                .array();
    }

    private static byte[] xmp(String items) {
        return segment(0xE1, "http://ns.adobe.com/xap/1.0/\0", utf8(packet(items)));
    }

    private static String packet(String items) {
        return "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                + "<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:description><rdf:Alt>" + items
                + "</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer all = ByteBuffer.allocate(length);
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }
}
