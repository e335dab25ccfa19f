package dev.captioner.web;

import dev.captioner.encode.MissingLibraryException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that fails because the model needs Deeplearning4j. */
final class MissingLibraryFailureAnalyzer extends AbstractFailureAnalyzer<MissingLibraryException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, MissingLibraryException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Start the service with CAPTIONER_DEEPLEARNING4J=true in the environment of `captioner serve`.",
                cause);
    }
}
