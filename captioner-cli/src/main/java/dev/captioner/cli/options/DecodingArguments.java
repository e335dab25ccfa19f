package dev.captioner.cli.options;

import dev.captioner.cli.console.UsageException;
import dev.captioner.decode.DecodingOption;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingRequest;
import dev.captioner.decode.OptionException;
import dev.captioner.decode.OptionType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line's options of decoding, made of the table {@link DecodingOption}. */
public final class DecodingArguments {
    /** Options that do not change what an evaluation measures: one caption for each photo, without constraints on its words. */
    private static final Set<DecodingOption> OF_EVALUATION = EnumSet.of(
            DecodingOption.BEAM,
            DecodingOption.LENGTH_NORMALISATION,
            DecodingOption.MAX_LENGTH,
            DecodingOption.ALLOW_REPETITION,
            DecodingOption.STYLE);

    private final Set<DecodingOption> options;
    private CommandSpec spec = CommandSpec.create();

    private DecodingArguments(Set<DecodingOption> options) {
        this.options = options;
    }

    /** All options. */
    public static DecodingArguments all() {
        return new DecodingArguments(EnumSet.allOf(DecodingOption.class));
    }

    /** The options of an evaluation. */
    public static DecodingArguments ofEvaluation() {
        return new DecodingArguments(OF_EVALUATION);
    }

    /** Called by picocli, which adds the options to each command with this mixin. */
    @Spec
    void add(CommandSpec own) {
        spec = own;
        options.forEach(option -> spec.addOption(argument(option)));
    }

    private static OptionSpec argument(DecodingOption option) {
        OptionSpec.Builder argument = OptionSpec.builder(option.flag()).description(description(option));
        if (option.type() instanceof OptionType.Flag) {
            return argument.type(boolean.class).build();
        }
        argument.paramLabel(option.placeholder());
        if (option.type().isRepeatable()) {
            return argument.type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1")
                    .build();
        }
        return argument.type(Object.class)
                .converters(text -> value(option, text))
                .build();
    }

    private static String description(DecodingOption option) {
        boolean sampling = option.scope() == DecodingOption.Scope.SAMPLING;
        return (sampling ? "with " + DecodingOption.SAMPLE.flag() + ": " : "") + option.description();
    }

    private static Object value(DecodingOption option, String text) {
        try {
            return option.parse(text);
        } catch (OptionException e) {
            throw new TypeConversionException(e.message(it -> "the value")); // picocli names the option
        }
    }

    /**
     * A model's options with those in their place that were given.
     *
     * @throws UsageException when they exclude each other
     */
    public DecodingOptions over(DecodingOptions model) {
        try {
            return request().over(model);
        } catch (OptionException e) {
            throw new UsageException(e.message(DecodingOption::flag));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private DecodingRequest request() {
        DecodingRequest request = DecodingRequest.NONE;
        for (DecodingOption option : options) {
            Object value = spec.findOption(option.flag()).getValue();
            if (value != null) {
                request = request.with(option, value);
            }
        }
        return request;
    }
}
