package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.Captioner;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.model.TinyModel;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java program that uses LangChain4j gets the results of the library. */
class LangChain4jTest {
    @TempDir
    static Path folder;

    private static RunningService service;
    private static ImageContent image;
    private static String caption;
    private static List<String> answers;

    @BeforeAll
    static void start() throws IOException {
        Path model = TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering"));
        service = RunningService.start(model);
        byte[] bytes = Samples.bytes("chelsea");
        image = ImageContent.from(Base64.getEncoder().encodeToString(bytes), "image/jpeg");
        try (Captioner captioner = Captioner.load(model)) {
            Photo photo = new PhotoReader().read(bytes);
            caption = captioner.caption(photo).text();
            answers = captioner.ask(photo, "What is red?").answers().stream()
                    .map(answer -> answer.text())
                    .toList();
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static OpenAiChatModel.OpenAiChatModelBuilder model() {
        return OpenAiChatModel.builder()
                .baseUrl("http://127.0.0.1:" + service.port() + "/v1")
                .apiKey("any")
                .maxRetries(0)
                .modelName(TinyModel.NAME);
    }

    private static UserMessage photoAnd(String text) {
        return UserMessage.from(TextContent.from(text), image);
    }

    @Test
    void getsACaption() {
        ChatResponse response = model().build().chat(photoAnd("Describe this photo."));

        assertThat(response.aiMessage().text()).isEqualTo(caption);
        assertThat(response.metadata().finishReason()).isIn(FinishReason.STOP, FinishReason.LENGTH);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(caption.split(" ").length);
    }

    @Test
    void getsAnAnswer() {
        assertThat(model().build().chat(photoAnd("What is red?")).aiMessage().text())
                .isEqualTo(answers.get(0));
    }

    @Test
    void getsACaptionWordByWord() {
        OpenAiStreamingChatModel streaming = OpenAiStreamingChatModel.builder()
                .baseUrl("http://127.0.0.1:" + service.port() + "/v1")
                .apiKey("any")
                .modelName(TinyModel.NAME)
                .build();
        List<String> parts = new CopyOnWriteArrayList<>();
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
        streaming.chat(List.of(photoAnd("Describe this photo.")), new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {
                parts.add(part);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                whole.completeExceptionally(failure);
            }
        });

        assertThat(whole.join().aiMessage().text()).isEqualTo(caption);
        assertThat(parts).hasSize(caption.split(" ").length);
        assertThat(String.join("", parts)).isEqualTo(caption);
    }

    @Test
    void errorsReachTheClient() {
        assertThatThrownBy(() -> model().modelName("gpt-4o").build().chat(photoAnd("What is red?")))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("expected the model 'tiny'");
        assertThatThrownBy(() -> model().build().chat(UserMessage.from("What is red?")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("expected a photo");
        assertThatThrownBy(() -> model().frequencyPenalty(1.0).build().chat(photoAnd("What is red?")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("frequency_penalty");
    }
}
