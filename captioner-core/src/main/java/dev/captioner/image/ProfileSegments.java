package dev.captioner.image;

import dev.captioner.image.colour.IccProfile;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the colour profile of a JPEG together, which is stored in numbered segments (ICC.1:2022, B.4). They may come in any order. A
 * profile of which one is missing, twice there or wrongly numbered counts as none.
 */
final class ProfileSegments {
    /** Of a segment's content, and the identifier in front of it: number and count. */
    private static final int NUMBERS = 2;

    private final TreeMap<Integer, ByteBuffer> parts = new TreeMap<>();
    private int count;
    private int bytes;
    private boolean broken;

    /**
     * Takes in a segment.
     *
     * @param content what follows the identifier
     */
    void take(ByteBuffer content) {
        if (broken || content.limit() < NUMBERS) {
            broken = true;
            return;
        }
        int parts = content.get(1) & 0xFF;
        bytes += content.limit() - NUMBERS;
        ByteBuffer part = content.slice(NUMBERS, content.limit() - NUMBERS);
        broken = (count != 0 && parts != count)
                || bytes > IccProfile.MOST_BYTES
                || this.parts.put(content.get(0) & 0xFF, part) != null;
        count = parts;
    }

    /** The profile; empty when there is none, or a broken one. */
    Optional<byte[]> profile() {
        if (broken || count == 0 || parts.size() != count || parts.firstKey() != 1 || parts.lastKey() != count) {
            return Optional.empty();
        }
        ByteBuffer profile = ByteBuffer.allocate(bytes);
        parts.values().forEach(part -> profile.put(part.duplicate()));
        return Optional.of(profile.array());
    }
}
