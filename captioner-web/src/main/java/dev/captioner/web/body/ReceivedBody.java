package dev.captioner.web.body;

import dev.captioner.web.problem.RejectedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** The outcome of receiving a request body: its bytes, in memory or on disk, or why the request is rejected. */
public sealed interface ReceivedBody {
    /** A body in memory. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
    record InMemory(byte[] bytes) implements ReceivedBody {}

    /** A body in a file, which is deleted when the request is complete. */
    record OnDisk(Upload upload) implements ReceivedBody {}

    /** A request that is rejected after its body was read and discarded. No controller sees it. */
    record Rejected(RejectedRequest reason) implements ReceivedBody {}

    /** The body of a POST request that {@link BodyFilter} has passed on. */
    static ReceivedBody of(HttpServletRequest request) {
        return (ReceivedBody) Objects.requireNonNull(
                request.getAttribute(ReceivedBody.class.getName()), "the body of this request was not received");
    }

    /** The bytes of a POST request that {@link BodyFilter} has passed on; empty when the body is not in memory. */
    static byte[] bytes(HttpServletRequest request) {
        return of(request) instanceof InMemory body ? body.bytes() : new byte[0];
    }
}
