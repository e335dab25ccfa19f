package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.RejectedRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/** The encodings in which the service takes bodies (RFC 9110, section 8.4). */
final class ContentEncoding {
    private static final List<String> GZIP = List.of("gzip", "x-gzip");

    private ContentEncoding() {}

    /** A sink for the body of a request in any encoding; for one that is not accepted, a sink that rejects it. */
    static BodySink decode(HttpServletRequest request, BodySink sink) {
        List<String> encodings = Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING)).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(encoding -> encoding.strip().toLowerCase(Locale.ROOT))
                .filter(encoding -> !encoding.isEmpty() && !encoding.equals("identity"))
                .toList();
        if (encodings.isEmpty()) {
            return sink;
        }
        if (encodings.size() == 1 && GZIP.contains(encodings.get(0))) {
            return new DecompressingSink(sink, true);
        }
        if (encodings.size() == 1 && encodings.get(0).equals("deflate")) {
            return new DecompressingSink(sink, false);
        }
        sink.release();
        return new RejectingSink(
                RejectedRequest.of(
                        Problem.UNSUPPORTED_ENCODING,
                        "expected the Content-Encoding gzip or deflate, once, or none, found " + quote(encodings)),
                sink.time());
    }

    private static String quote(List<String> encodings) {
        String found = String.join(", ", encodings);
        return "'" + (found.length() > 40 ? found.substring(0, 40) + "..." : found) + "'";
    }
}
