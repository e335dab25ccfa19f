package dev.captioner.decode;

import java.util.function.Function;

/**
 * An option with a value that it does not take, or options that exclude each other. The message names them by their
 * {@link DecodingOption#key()}; {@link #message} names them as the caller knows them.
 */
public final class OptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final DecodingOption option;
    private final boolean outOfRange;
    private final transient Function<Function<DecodingOption, String>, String> message;

    private OptionException(
            DecodingOption option, boolean outOfRange, Function<Function<DecodingOption, String>, String> message) {
        super(message.apply(DecodingOption::key));
        this.option = option;
        this.outOfRange = outOfRange;
        this.message = message;
    }

    static OptionException value(DecodingOption option, Object found) {
        return new OptionException(
                option,
                found instanceof Number,
                spelling -> "expected " + spelling.apply(option) + " to be "
                        + option.type().expected() + ", found " + found);
    }

    static OptionException withSampling(DecodingOption option) {
        return new OptionException(
                option,
                false,
                spelling -> spelling.apply(option) + " is for beam search; leave it or "
                        + spelling.apply(DecodingOption.SAMPLE) + " out");
    }

    static OptionException withoutSampling(DecodingOption option) {
        return new OptionException(
                option,
                false,
                spelling -> spelling.apply(option) + " is for sampling; add " + spelling.apply(DecodingOption.SAMPLE)
                        + " or leave it out");
    }

    static OptionException style(IllegalArgumentException unknown) {
        return new OptionException(
                DecodingOption.STYLE,
                false,
                spelling -> spelling.apply(DecodingOption.STYLE) + ": " + unknown.getMessage());
    }

    /** The option that cannot be used so. */
    public DecodingOption option() {
        return option;
    }

    /** Whether its value is a number that is too small, too great or not whole. */
    public boolean isOutOfRange() {
        return outOfRange;
    }

    /** What is wrong, with options spelled as the caller does. */
    public String message(Function<DecodingOption, String> spelling) {
        return message.apply(spelling);
    }
}
