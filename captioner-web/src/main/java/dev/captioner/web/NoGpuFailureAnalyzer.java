package dev.captioner.web;

import dev.captioner.math.NoGpuException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start of the CUDA build that fails because there is no GPU. */
final class NoGpuFailureAnalyzer extends AbstractFailureAnalyzer<NoGpuException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, NoGpuException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.remedy(), cause);
    }
}
