package dev.captioner.web.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chunk of a streamed response, in OpenAI's names.
 *
 * @param captioner in the last chunk of an answer to a question
 */
record ChatChunk(
        String id,
        String object,
        long created,
        String model,
        @JsonProperty("system_fingerprint") String fingerprint,
        List<Choice> choices,
        @JsonInclude(JsonInclude.Include.NON_NULL) ChatCompletion.@Nullable Usage usage,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Confidence captioner) {
    /** New content of a choice. */
    record Choice(
            int index,
            Delta delta,
            ChatCompletion.@Nullable Logprobs logprobs,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}

    /** The new content. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delta(@Nullable String role, @Nullable String content) {}
}
