package dev.captioner.web.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.captioner.web.serving.Timings;
import java.util.List;

/**
 * The response of {@code POST /score}.
 *
 * @param sentences most probable first
 * @param model the model that scored them
 * @param timings time spent on each stage
 */
record ScoreResponse(List<Ranked> sentences, ModelName model, Timings timings) {
    /**
     * A scored sentence.
     *
     * @param given the sentence of the request
     * @param scored as {@code captioner score --json} prints it, with attention only on request
     * @param unknownWords words that are not in the vocabulary
     */
    record Ranked(String given, @JsonUnwrapped CaptionResponse.Shown scored, List<String> unknownWords) {}
}
