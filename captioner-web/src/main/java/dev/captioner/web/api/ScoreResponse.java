package dev.captioner.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.captioner.web.serving.Timings;
import java.util.List;

/**
 * What {@code POST /score} answers.
 *
 * @param sentences most probable first
 * @param model that found them so
 * @param timings where the time went
 */
record ScoreResponse(List<Ranked> sentences, ModelName model, Timings timings) {
    /**
     * A sentence.
     *
     * @param given as it was sent
     * @param scored as {@code captioner score --json} prints it, without attention unless asked for
     * @param unknownWords those that the model does not know
     */
    record Ranked(String given, @JsonUnwrapped CaptionResponse.Shown scored, List<String> unknownWords) {}
}
