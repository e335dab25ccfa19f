package dev.captioner.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that fails because Java's memory does not suffice. */
final class MemoryFailureAnalyzer extends AbstractFailureAnalyzer<OutOfMemoryError> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, OutOfMemoryError cause) {
        return new FailureAnalysis(
                "The service ran out of memory while it started (" + cause.getMessage() + ").",
                "Raise Java's limit, for example CAPTIONER_OPTS=-Xmx1g captioner serve.",
                cause);
    }
}
