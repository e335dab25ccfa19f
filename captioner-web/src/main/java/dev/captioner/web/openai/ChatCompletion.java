package dev.captioner.web.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/chat/completions} answers, in OpenAI's names.
 *
 * @param created seconds since 1970
 * @param fingerprint name and version of the model: the same one says the same again
 * @param choices best first
 */
record ChatCompletion(
        String id,
        String object,
        long created,
        String model,
        @JsonProperty("system_fingerprint") String fingerprint,
        List<Choice> choices,
        Usage usage) {
    /** One of the things that could be said. */
    record Choice(
            int index,
            Message message,
            @Nullable Logprobs logprobs,
            @JsonProperty("finish_reason") String finishReason) {}

    /** What is said. */
    record Message(String role, String content, @Nullable String refusal) {}

    /** The probabilities of its tokens. */
    record Logprobs(List<TokenLogprob> content, @Nullable List<TokenLogprob> refusal) {}

    /** A token's; the others that it could have been are not listed. */
    record TokenLogprob(
            String token,
            double logprob,
            List<Integer> bytes,
            @JsonProperty("top_logprobs") List<TokenLogprob> others) {}

    /**
     * What was read and written.
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
