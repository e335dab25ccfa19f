package dev.captioner.web.body;

import dev.captioner.web.settings.Settings;
import java.time.Duration;
import org.springframework.http.MediaType;

/**
 * Limits for receiving request bodies.
 *
 * @param photo maximum size of a photo in bytes
 * @param time maximum time for a body to arrive
 * @param memory maximum bytes of all bodies in flight
 */
public record BodyLimits(int photo, Duration time, long memory) {
    /** Bytes allowed beside the photo or archive of a request: part headers and options. */
    public static final int ENVELOPE = 64 * 1024;

    static BodyLimits of(Settings settings) {
        return new BodyLimits(
                Math.toIntExact(settings.photo().bytes().toBytes()),
                settings.body().time(),
                settings.body().memory().toBytes());
    }

    /** JSON is in memory as bytes, as text twice, as base64 and as photo, some of it for a moment only. */
    private static final int JSON_COPIES = 8;

    /** Maximum size of a photo in a body. In JSON it is smaller if memory is short. */
    int photo(boolean json) {
        return json ? (int) Math.min(photo, Math.max(1, memory / JSON_COPIES)) : photo;
    }

    /** Maximum size of a body in bytes; base64 in JSON takes four bytes for three. */
    int bytes(boolean json) {
        return Math.toIntExact((json ? photo(true) * 4L / 3 : photo) + ENVELOPE);
    }

    /** Whether a Content-Type is JSON. */
    public static boolean isJson(String contentType) {
        return contentType.regionMatches(
                true, 0, MediaType.APPLICATION_JSON_VALUE, 0, MediaType.APPLICATION_JSON_VALUE.length());
    }
}
