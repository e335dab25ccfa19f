package dev.captioner.image.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the caption in records of IPTC (IIM 4.2, record 2, data set 120). */
final class IptcCaption {
    private static final int MARKER = 0x1C;
    private static final int APPLICATION_RECORD = 2;
    private static final int CAPTION = 120;

    private IptcCaption() {}

    /** The caption; its text is UTF-8, or else Latin-1, as programs write it whatever the records say. */
    static Optional<String> of(ByteBuffer records) {
        for (int at = 0; at + 5 <= records.limit() && records.get(at) == MARKER; ) {
            int length = records.getShort(at + 3);
            if (length < 0 || length > records.limit() - at - 5) {
                break; // an extended length, which no caption has, or an early end
            }
            if (records.get(at + 1) == APPLICATION_RECORD && records.get(at + 2) == CAPTION) {
                return Optional.of(text(records.slice(at + 5, length)));
            }
            at += 5 + length;
        }
        return Optional.empty();
    }

    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(bytes).toString();
        }
    }
}
