package dev.captioner.web.http;

import dev.captioner.web.settings.Settings;
import java.time.Duration;
import org.springframework.http.MediaType;

/**
 * What receiving requests may cost.
 *
 * @param photo most bytes of a photo
 * @param time longest time for a request to arrive
 * @param memory most bytes of all requests together
 */
record BodyLimits(int photo, Duration time, long memory) {
    /** For what surrounds the photo in a request: headers of its part, options. */
    static final int ENVELOPE = 64 * 1024;

    static BodyLimits of(Settings settings) {
        return new BodyLimits(
                Math.toIntExact(settings.photo().bytes().toBytes()),
                settings.body().time(),
                settings.body().memory().toBytes());
    }

    /** Most bytes of a request: base64 makes four of three. */
    int bytes(boolean json) {
        return json ? Math.toIntExact(photo * 4L / 3 + ENVELOPE) : photo + ENVELOPE;
    }

    static boolean isJson(String contentType) {
        return contentType.regionMatches(
                true, 0, MediaType.APPLICATION_JSON_VALUE, 0, MediaType.APPLICATION_JSON_VALUE.length());
    }
}
