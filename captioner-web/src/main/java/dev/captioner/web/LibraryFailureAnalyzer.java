package dev.captioner.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that fails because a native library cannot be loaded, and what to do. */
final class LibraryFailureAnalyzer extends AbstractFailureAnalyzer<LinkageError> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, LinkageError cause) {
        return new FailureAnalysis(
                "A native library of the model cannot be loaded: " + cause + ". Earlier warnings in the log say more.",
                "The first start unpacks the native libraries into .javacpp/cache in the user's home folder, or into the folder that the"
                        + " system property org.bytedeco.javacpp.cachedir names. The folder must be writable, have 0.6 GB"
                        + " of free space, and must not be mounted with noexec.",
                cause);
    }
}
