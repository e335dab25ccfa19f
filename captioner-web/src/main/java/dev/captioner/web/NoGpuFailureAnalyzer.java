package dev.captioner.web;

import dev.captioner.math.NoGpuException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a start of the build for CUDA without a GPU end in a few sentences instead of a stack trace. */
final class NoGpuFailureAnalyzer extends AbstractFailureAnalyzer<NoGpuException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, NoGpuException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }
}
