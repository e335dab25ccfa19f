package dev.captioner.cli.options;

import dev.captioner.cli.console.UsageException;
import dev.captioner.decode.Constraints;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All options that say how captions are made; what is not given is as the model has it. */
public final class DecodingArguments {
    @Mixin
    private SearchArguments search = new SearchArguments();

    @Option(
            names = "--n-best",
            paramLabel = "N",
            description = "print the N best captions of a photo, each with its log-probability",
            defaultValue = "1")
    private int nBest;

    @Option(
            names = "--diversity",
            paramLabel = "PENALTY",
            description = "diverse beam search: as many groups as the beam is wide, which avoid each other's words")
    private @Nullable Double diversity;

    @Option(names = "--sample", description = "draw words at random, as likely as the model finds them")
    private boolean sample;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "with --sample: below 1 keeps closer to likely words, above 1 strays further (default: 1)")
    private @Nullable Double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "with --sample: only from the K most likely words")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description =
                    "with --sample: only from the most likely words that together have this share of the probability")
    private @Nullable Double topP;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "with --sample: the same number gives the same captions (default: 1)")
    private @Nullable Long seed;

    @Option(
            names = "--include",
            paramLabel = "WORD",
            description = "a word or phrase that every caption has to have; may be repeated")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "WORD", description = "a word that no caption may have; may be repeated")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "--prefix", paramLabel = "TEXT", description = "how every caption begins", defaultValue = "")
    private String prefix = "";

    @Option(names = "--min-length", paramLabel = "WORDS", description = "fewest words of a caption")
    private @Nullable Integer minLength;

    /**
     * A model's options with those that were given in their place.
     *
     * @throws UsageException when they do not go together or one is out of range
     */
    public DecodingOptions over(DecodingOptions model) {
        try {
            DecodingOptions searched = search.over(model);
            Constraints usual = searched.constraints();
            return new DecodingOptions(
                    sample ? sampling() : beam((Strategy.Beam) searched.strategy()),
                    nBest,
                    new Constraints(
                            include,
                            exclude,
                            prefix,
                            minLength == null ? usual.minLength() : minLength,
                            usual.maxLength()),
                    searched.repetition());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private Strategy sampling() {
        if (search.areForBeamSearch() || diversity != null) {
            throw new UsageException(
                    "--beam, --length-normalisation and --diversity are for beam search; leave them or --sample out");
        }
        return new Strategy.Sampling(
                temperature == null ? 1 : temperature,
                topK == null ? 0 : topK,
                topP == null ? 1 : topP,
                seed == null ? 1 : seed);
    }

    private Strategy beam(Strategy.Beam plain) {
        if (temperature != null || topK != null || topP != null || seed != null) {
            throw new UsageException(
                    "--temperature, --top-k, --top-p and --seed are for drawing at random; add --sample or leave them out");
        }
        return diversity == null
                ? plain
                : new Strategy.Beam(
                        plain.width(), plain.lengthNormalisation(), Math.max(plain.width(), nBest), diversity);
    }
}
