package dev.captioner.web;

import dev.captioner.bundle.ModelException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that fails because the model is missing or damaged. */
final class ModelFailureAnalyzer extends AbstractFailureAnalyzer<ModelException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, ModelException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Give a model folder, as in --captioner.model=pretrained/captions."
                        + " `captioner model verify DIR` checks a folder.",
                cause);
    }
}
