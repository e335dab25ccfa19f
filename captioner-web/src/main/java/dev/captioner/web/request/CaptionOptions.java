package dev.captioner.web.request;

import dev.captioner.decode.ConstraintException;
import dev.captioner.decode.Constraints;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.Strategy;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.serving.ServedModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.ErrorResponseException;

/**
 * How a photo is to be captioned.
 *
 * @param plan made ready for the model
 * @param attention how where the network looked is to be shown
 * @param stream whether words are to be sent as they come
 */
public record CaptionOptions(DecodingPlan plan, Attention attention, boolean stream) {
    /** How words are chosen: all options but those of the answer's form. */
    public static final Set<String> OF_WORDS =
            Set.of("beam", "nBest", "sample", "temperature", "topP", "seed", "include", "exclude", "maxLength");

    private static final Set<String> OF_FORM = Set.of("attention", "stream");

    private static final int MOST_WORDS = 20;

    /** How where the network looked is shown. */
    public enum Attention {
        /** Not at all. */
        NONE,
        /** In numbers. */
        GRID,
        /** In one picture. */
        PNG
    }

    private static final Map<String, Attention> ATTENTIONS = Arrays.stream(Attention.values())
            .collect(Collectors.toMap(form -> form.name().toLowerCase(Locale.ROOT), Function.identity()));

    /**
     * Reads the options; what is not given is as the model has it.
     *
     * @throws ErrorResponseException with what is wrong with them
     */
    public static CaptionOptions of(Fields fields, ServedModel model) {
        fields.allow(Stream.concat(OF_WORDS.stream(), OF_FORM.stream()).collect(Collectors.toUnmodifiableSet()));
        Attention attention = fields.choice("attention", ATTENTIONS).orElse(Attention.GRID);
        boolean stream = fields.flag("stream");
        try {
            DecodingOptions options = over(model.captioner().defaults(), fields);
            return new CaptionOptions(model.captioner().plan(options), attention, stream);
        } catch (ConstraintException e) {
            throw Problem.IMPOSSIBLE_CONSTRAINTS.exception(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) { // out of range
            throw Problem.BAD_OPTION.exception(String.valueOf(e.getMessage()));
        }
    }

    private static DecodingOptions over(DecodingOptions usual, Fields fields) {
        Constraints constraints = usual.constraints();
        return new DecodingOptions(
                fields.flag("sample") ? sampling(fields) : beam((Strategy.Beam) usual.strategy(), fields),
                fields.wholeNumber("nBest").orElse(usual.nBest()),
                new Constraints(
                        words(fields, "include"),
                        words(fields, "exclude"),
                        constraints.prefix(),
                        constraints.minLength(),
                        fields.wholeNumber("maxLength").orElse(constraints.maxLength())),
                usual.repetition());
    }

    private static List<String> words(Fields fields, String name) {
        List<String> words = fields.all(name);
        if (words.size() > MOST_WORDS || words.stream().anyMatch(word -> word.length() > 100)) {
            throw Problem.BAD_OPTION.exception("expected '" + name + "' to be at most " + MOST_WORDS
                    + " words or phrases of at most 100 characters each");
        }
        return words;
    }

    private static Strategy sampling(Fields fields) {
        refuse(fields, Set.of("beam"), "for beam search; leave it or 'sample' out");
        return new Strategy.Sampling(
                fields.number("temperature").orElse(1.0),
                0,
                fields.number("topP").orElse(1.0),
                fields.longNumber("seed").orElse(1L));
    }

    private static Strategy beam(Strategy.Beam usual, Fields fields) {
        refuse(fields, Set.of("temperature", "topP", "seed"), "for drawing at random; add sample=true or leave it out");
        return new Strategy.Beam(
                fields.wholeNumber("beam").orElse(usual.width()),
                usual.lengthNormalisation(),
                usual.groups(),
                usual.diversity());
    }

    private static void refuse(Fields fields, Set<String> names, String reason) {
        for (String name : names) {
            if (!fields.all(name).isEmpty()) {
                throw Problem.BAD_OPTION.exception("'" + name + "' is " + reason);
            }
        }
    }
}
