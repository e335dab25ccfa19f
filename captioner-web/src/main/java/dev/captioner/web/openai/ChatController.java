package dev.captioner.web.openai;

import dev.captioner.AnswerOptions;
import dev.captioner.Caption;
import dev.captioner.Reply;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.image.PhotoException;
import dev.captioner.text.QuestionText;
import dev.captioner.web.body.ReceivedBody;
import dev.captioner.web.connection.ClientConnection;
import dev.captioner.web.events.EventStream;
import dev.captioner.web.events.EventStreams;
import dev.captioner.web.request.JsonBody;
import dev.captioner.web.request.QuestionForm;
import dev.captioner.web.serving.Rejection;
import dev.captioner.web.serving.RequestContext;
import dev.captioner.web.serving.RequestPhoto;
import dev.captioner.web.serving.ServedModel;
import dev.captioner.web.serving.Serving;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/chat/completions}: captions the photo of a chat, or answers the question that the chat ends with. */
@RestController
class ChatController {
    private final Serving serving;
    private final EventStreams streams;

    ChatController(Serving serving, EventStreams streams) {
        this.serving = serving;
        this.streams = streams;
    }

    /**
     * Completes a chat.
     *
     * @return null when the response was streamed
     * @throws PhotoException when the photo is rejected
     * @throws Rejection when the queue is full, the deadline has passed or the client has disconnected
     */
    @PostMapping(
            path = "/v1/chat/completions",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    ChatCompletion complete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (RequestContext context = serving.enter(ClientConnection.of(request))) {
            ChatRequest asked = ChatRequest.of(
                    JsonBody.object(ReceivedBody.bytes(request), "{\"model\": \"...\", \"messages\": [...]}"),
                    context.model());
            ChatAnswer answer = new ChatAnswer(context.model(), asked);
            return asked.chat().asksQuestion()
                    ? answered(context, asked, answer, request, response)
                    : captioned(context, asked, answer, request, response);
        }
    }

    private @Nullable ChatCompletion answered(
            RequestContext context,
            ChatRequest asked,
            ChatAnswer answer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ServedModel model = context.model();
        QuestionForm.requireAnswers(model);
        QuestionText question = QuestionForm.question(asked.chat().text());
        AnswerOptions options = AnswerOptions.DEFAULT.withTop(asked.choices());
        Reply reply =
                new QuestionForm(question, options).ask(context, asked.chat().photo());
        return whole(
                answer,
                ReplyText.of(reply),
                Confidence.of(reply),
                reply.attention().photo().length,
                question.words().size(),
                request,
                response);
    }

    private @Nullable ChatCompletion captioned(
            RequestContext context,
            ChatRequest asked,
            ChatAnswer answer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        DecodingPlan plan = asked.decoding().plan(context.model().captioner(), context.limits());
        RequestPhoto photo = context.encode(asked.chat().photo(), plan.work());
        if (asked.stream() && asked.choices() == 1) {
            wordByWord(context, photo, plan, answer, streams.open(request, response));
            return null;
        }
        List<Caption> captions = context.captions(photo, plan);
        return whole(
                answer,
                captions.stream().map(ReplyText::of).toList(),
                null,
                photo.encoded().grid(),
                0,
                request,
                response);
    }

    /**
     * A response that is complete before any of it is sent.
     *
     * @param confidence null for captions
     */
    private @Nullable ChatCompletion whole(
            ChatAnswer answer,
            List<ReplyText> said,
            @Nullable Confidence confidence,
            int grid,
            int words,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ChatCompletion.Usage usage = ChatCompletion.Usage.of(grid, words, said);
        if (!answer.asked().stream()) {
            return answer.whole(said, usage, confidence);
        }
        EventStream events = streams.open(request, response);
        try {
            for (int i = 0; i < said.size(); i++) {
                events.send(answer.begin(i));
                for (ReplyText.Piece token : said.get(i).tokens()) {
                    events.send(answer.token(i, token));
                }
                events.send(answer.end(i, said.get(i), confidence));
            }
            finish(events, answer, usage);
        } catch (RuntimeException e) {
            events.fail(e);
        }
        return null;
    }

    private static void wordByWord(
            RequestContext context, RequestPhoto photo, DecodingPlan plan, ChatAnswer answer, EventStream events) {
        try {
            events.send(answer.begin(0));
            int[] sent = {0};
            List<Caption> captions = context.stream(
                    photo, plan, word -> events.send(answer.token(0, ReplyText.Piece.of(word, sent[0]++))));
            ReplyText said = ReplyText.of(captions.get(0));
            if (said.tokens().size() > sent[0]) { // the end token
                events.send(answer.token(0, said.tokens().get(sent[0])));
            }
            events.send(answer.end(0, said, null));
            finish(events, answer, ChatCompletion.Usage.of(photo.encoded().grid(), 0, List.of(said)));
        } catch (RuntimeException e) {
            events.fail(e);
        }
    }

    private static void finish(EventStream events, ChatAnswer answer, ChatCompletion.Usage usage) {
        if (answer.asked().usageInStream()) {
            events.send(answer.usage(usage));
        }
        events.sendText("[DONE]");
    }
}
