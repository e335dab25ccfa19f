package dev.captioner.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a start on a machine where native libraries cannot be loaded end with what can be done about it. */
final class LibraryFailureAnalyzer extends AbstractFailureAnalyzer<LinkageError> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, LinkageError cause) {
        return new FailureAnalysis(
                "The native libraries that compute cannot be loaded: " + cause + ". Warnings before this say more.",
                "They are unpacked at the first start, into the folder .javacpp/cache of the user, or the one that the system property"
                        + " org.bytedeco.javacpp.cachedir names. It takes 0.6 GB of space there, the right to write, and"
                        + " a file system that is not mounted with noexec.",
                cause);
    }
}
