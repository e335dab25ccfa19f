package dev.captioner.web.operation;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id that all log lines of a request share (W3C Trace Context).
 *
 * @param trace trace id, from the client's header if it sends one
 * @param span span id of this request
 */
record RequestId(String trace, String span) {
    private static final Pattern TRACE_PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");
    private static final String NONE = "0".repeat(32);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param traceParent trace header of the request; a malformed one is ignored */
    static RequestId of(@Nullable String traceParent) {
        if (traceParent != null && traceParent.length() <= 512) {
            Matcher matcher = TRACE_PARENT.matcher(traceParent);
            if (matcher.matches() && !matcher.group(1).equals(NONE)) {
                return new RequestId(matcher.group(1), random(8));
            }
        }
        return new RequestId(random(16), random(8));
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The header {@code traceparent} of the response, which clients can quote in a bug report. */
    String traceParent() {
        return "00-" + trace + "-" + span + "-00";
    }
}
