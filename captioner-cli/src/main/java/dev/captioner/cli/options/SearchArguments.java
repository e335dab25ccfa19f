package dev.captioner.cli.options;

import dev.captioner.cli.console.UsageException;
import dev.captioner.decode.Constraints;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.Repetition;
import dev.captioner.decode.Strategy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of beam search; what is not given is as the model has it. */
public final class SearchArguments {
    @Option(names = "--beam", paramLabel = "K", description = "beam search of this width; 1 is greedy search")
    private @Nullable Integer beam;

    @Option(
            names = "--length-normalisation",
            paramLabel = "POWER",
            description = "beam search compares log-probabilities divided by this power of the length")
    private @Nullable Double lengthNormalisation;

    @Option(names = "--max-length", paramLabel = "WORDS", description = "most words of a caption")
    private @Nullable Integer maxLength;

    @Option(names = "--allow-repetition", description = "let a caption say the same thing twice")
    private boolean allowRepetition;

    /**
     * A model's options with those that were given in their place.
     *
     * @throws UsageException when one is out of range
     */
    public DecodingOptions over(DecodingOptions model) {
        try {
            Strategy.Beam usual = model.strategy() instanceof Strategy.Beam search ? search : Strategy.Beam.ofWidth(1);
            Strategy.Beam strategy = new Strategy.Beam(
                    beam == null ? usual.width() : beam,
                    lengthNormalisation == null ? usual.lengthNormalisation() : lengthNormalisation,
                    1,
                    0);
            Constraints constraints = model.constraints();
            return new DecodingOptions(
                    strategy,
                    model.nBest(),
                    constraints.ofLength(
                            constraints.minLength(), maxLength == null ? constraints.maxLength() : maxLength),
                    allowRepetition ? Repetition.ALLOWED : model.repetition());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    /** Whether something was given that only beam search knows. */
    boolean areForBeamSearch() {
        return beam != null || lengthNormalisation != null;
    }
}
