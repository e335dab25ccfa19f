package dev.captioner.web.request;

import dev.captioner.decode.ConstraintException;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.web.serving.ServedModel;
import dev.captioner.web.settings.Settings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.ErrorResponseException;

/**
 * The options of {@code POST /caption}.
 *
 * @param plan decoding options, prepared for the model
 * @param attention form of the attention weights in the response
 * @param stream whether the response streams words
 */
public record CaptionOptions(DecodingPlan plan, Attention attention, boolean stream) {
    private static final Set<String> NAMES = Stream.concat(
                    DecodingForm.NAMES.stream(), Stream.of("attention", "stream"))
            .collect(Collectors.toUnmodifiableSet());

    /** Form of the attention weights. */
    public enum Attention {
        /** Absent. */
        NONE,
        /** Numbers. */
        GRID,
        /** One image. */
        PNG
    }

    private static final Map<String, Attention> ATTENTIONS = Arrays.stream(Attention.values())
            .collect(Collectors.toMap(form -> form.name().toLowerCase(Locale.ROOT), Function.identity()));

    /**
     * Reads the options of {@code POST /caption}; those that are absent have the model's own values.
     *
     * @throws ErrorResponseException when an option is unknown, out of range or conflicts with another
     * @throws ConstraintException when no caption can satisfy the constraints
     */
    public static CaptionOptions of(Fields fields, ServedModel model, Settings.Limits limits) {
        fields.allow(NAMES);
        Attention attention = fields.choice("attention", ATTENTIONS).orElse(Attention.GRID);
        boolean stream = fields.flag("stream");
        return new CaptionOptions(DecodingForm.of(fields).plan(model.captioner(), limits), attention, stream);
    }
}
