package dev.captioner.web.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response of {@code POST /v1/chat/completions}, in OpenAI's names.
 *
 * @param created Unix time in seconds
 * @param fingerprint name and version of the model; the same fingerprint gives the same output
 * @param choices best first
 * @param captioner for a question
 */
record ChatCompletion(
        String id,
        String object,
        long created,
        String model,
        @JsonProperty("system_fingerprint") String fingerprint,
        List<Choice> choices,
        Usage usage,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Confidence captioner) {
    /** A caption or answer. */
    record Choice(
            int index,
            Message message,
            @Nullable Logprobs logprobs,
            @JsonProperty("finish_reason") String finishReason) {}

    /** The message of a choice. */
    record Message(String role, String content, @Nullable String refusal) {}

    /** The log-probabilities of the tokens of a choice. */
    record Logprobs(List<TokenLogprob> content, @Nullable List<TokenLogprob> refusal) {}

    /** The log-probability of a token; alternatives are not listed. */
    record TokenLogprob(
            String token,
            double logprob,
            List<Integer> bytes,
            @JsonProperty("top_logprobs") List<TokenLogprob> others) {}

    /**
     * Token counts.
     *
     * @param prompt regions of the photo and words of the question
     * @param completion words of all choices
     */
    record Usage(
            @JsonProperty("prompt_tokens") int prompt,
            @JsonProperty("completion_tokens") int completion,
            @JsonProperty("total_tokens") int total) {
        /** @param grid regions along one side of the photo */
        static Usage of(int grid, int questionWords, List<ReplyText> said) {
            int read = grid * grid + questionWords;
            int written = said.stream().mapToInt(ReplyText::words).sum();
            return new Usage(read, written, read + written);
        }
    }
}
