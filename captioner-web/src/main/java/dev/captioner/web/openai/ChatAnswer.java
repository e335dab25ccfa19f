package dev.captioner.web.openai;

import dev.captioner.web.serving.ServedModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the response to a chat: one completion, or chunks that share its id, time and model. */
final class ChatAnswer {
    private final ChatRequest asked;
    private final String id = "chatcmpl-" + UUID.randomUUID();
    private final long created = Instant.now().getEpochSecond();
    private final String model;
    private final String fingerprint;

    ChatAnswer(ServedModel model, ChatRequest asked) {
        this.asked = asked;
        this.model = model.description().name();
        fingerprint = this.model + "-" + model.description().version();
    }

    ChatRequest asked() {
        return asked;
    }

    /** @param confidence null for captions */
    ChatCompletion whole(List<ReplyText> said, ChatCompletion.Usage usage, @Nullable Confidence confidence) {
        List<ChatCompletion.Choice> choices = new ArrayList<>();
        for (ReplyText one : said) {
            choices.add(new ChatCompletion.Choice(
                    choices.size(),
                    new ChatCompletion.Message("assistant", one.text(), null),
                    logprobs(one.tokens()),
                    one.finishReason()));
        }
        return new ChatCompletion(id, "chat.completion", created, model, fingerprint, choices, usage, confidence);
    }

    /** The first chunk of a choice. */
    ChatChunk begin(int choice) {
        return chunk(new ChatChunk.Choice(choice, new ChatChunk.Delta("assistant", ""), null, null));
    }

    ChatChunk token(int choice, ReplyText.Piece token) {
        return chunk(
                new ChatChunk.Choice(choice, new ChatChunk.Delta(null, token.text()), logprobs(List.of(token)), null));
    }

    /**
     * The last chunk of a choice.
     *
     * @param confidence null for captions
     */
    ChatChunk end(int choice, ReplyText said, @Nullable Confidence confidence) {
        return chunk(
                new ChatChunk.Choice(choice, new ChatChunk.Delta(null, null), null, said.finishReason()), confidence);
    }

    /** The chunk with token counts, which ends the stream. */
    ChatChunk usage(ChatCompletion.Usage usage) {
        return new ChatChunk(id, "chat.completion.chunk", created, model, fingerprint, List.of(), usage, null);
    }

    private ChatChunk chunk(ChatChunk.Choice choice) {
        return chunk(choice, null);
    }

    private ChatChunk chunk(ChatChunk.Choice choice, @Nullable Confidence confidence) {
        return new ChatChunk(
                id, "chat.completion.chunk", created, model, fingerprint, List.of(choice), null, confidence);
    }

    private ChatCompletion.@Nullable Logprobs logprobs(List<ReplyText.Piece> tokens) {
        if (!asked.logprobs()) {
            return null;
        }
        return new ChatCompletion.Logprobs(
                tokens.stream().map(ChatAnswer::logprob).toList(), null);
    }

    private static ChatCompletion.TokenLogprob logprob(ReplyText.Piece token) {
        List<Integer> bytes = new ArrayList<>();
        for (byte each : token.text().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(each & 0xff);
        }
        return new ChatCompletion.TokenLogprob(token.text(), token.logProbability(), bytes, List.of());
    }
}
