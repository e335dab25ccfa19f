package dev.captioner.web;

import dev.captioner.bundle.ModelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a start without a sound model end in two sentences instead of a stack trace. */
final class ModelFailureAnalyzer extends AbstractFailureAnalyzer<ModelException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, ModelException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Name the folder of a model, as in --captioner.model=pretrained/captions."
                        + " `captioner model verify DIR` checks one.",
                cause);
    }
}
