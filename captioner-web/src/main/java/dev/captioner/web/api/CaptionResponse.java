package dev.captioner.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.Caption;
import dev.captioner.Token;
import dev.captioner.heatmap.HeatMap;
import dev.captioner.image.Photo;
import dev.captioner.web.request.CaptionOptions;
import dev.captioner.web.serving.Timings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;

/**
 * The response of {@code POST /caption}.
 *
 * @param captions best first
 * @param model the model that wrote them
 * @param timings time spent on each stage
 */
record CaptionResponse(List<Shown> captions, ModelName model, Timings timings) {
    /** A caption as {@code captioner caption --json} prints it, with its attention in the requested form. */
    record Shown(
            String text,
            double logProbability,
            boolean truncated,
            List<ShownWord> words,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalDouble end,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<byte[]> heatMap) {}

    /** A word of a caption. */
    record ShownWord(
            String text,
            double logProbability,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<float[][]> attention) {
        static ShownWord of(Token word, CaptionOptions.Attention form) {
            return new ShownWord(
                    word.text(),
                    word.logProbability(),
                    form == CaptionOptions.Attention.GRID ? Optional.of(word.attention()) : Optional.empty());
        }
    }

    static Shown show(Caption caption, Photo photo, CaptionOptions.Attention form) {
        return show(
                caption,
                form,
                form == CaptionOptions.Attention.PNG ? Optional.of(png(photo, caption)) : Optional.empty());
    }

    /** A caption without a heat map. */
    static Shown show(Caption caption, CaptionOptions.Attention form) {
        return show(caption, form, Optional.empty());
    }

    private static Shown show(Caption caption, CaptionOptions.Attention form, Optional<byte[]> heatMap) {
        return new Shown(
                caption.text(),
                caption.logProbability(),
                caption.truncated(),
                caption.tokens().stream().map(word -> ShownWord.of(word, form)).toList(),
                caption.end(),
                heatMap);
    }

    private static byte[] png(Photo photo, Caption caption) {
        BufferedImage strip = HeatMap.draw(photo, caption);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(strip, "png", bytes);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write PNG to memory", e);
        }
        return bytes.toByteArray();
    }
}
