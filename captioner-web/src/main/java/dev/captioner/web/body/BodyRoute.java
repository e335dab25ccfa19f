package dev.captioner.web.body;

import jakarta.servlet.http.HttpServletRequest;

/** Declares where the bodies of some requests are received; the owner of a path implements one. */
public interface BodyRoute {
    /** Whether this route receives the body of a request. Only headers and path are known. */
    boolean accepts(HttpServletRequest request);

    /** A sink for the body of one accepted request. */
    BodySink sink(HttpServletRequest request);
}
