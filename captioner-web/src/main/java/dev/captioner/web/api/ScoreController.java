package dev.captioner.web.api;

import dev.captioner.ScoredCaption;
import dev.captioner.decode.Constraints;
import dev.captioner.decode.DecodingWork;
import dev.captioner.image.PhotoException;
import dev.captioner.text.Tokeniser;
import dev.captioner.web.connection.ClientConnection;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.CaptionOptions;
import dev.captioner.web.request.Fields;
import dev.captioner.web.request.PhotoRequest;
import dev.captioner.web.request.RequestReader;
import dev.captioner.web.serving.Rejection;
import dev.captioner.web.serving.RequestContext;
import dev.captioner.web.serving.Serving;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /score}: ranks given sentences by the probability that the model assigns them for a photo. */
@RestController
class ScoreController {
    private static final int MOST_SENTENCES = 64;
    private static final Map<String, CaptionOptions.Attention> ATTENTIONS =
            Map.of("none", CaptionOptions.Attention.NONE, "grid", CaptionOptions.Attention.GRID);

    private final Serving serving;

    ScoreController(Serving serving) {
        this.serving = serving;
    }

    /**
     * Scores sentences for one photo.
     *
     * @throws PhotoException when the photo is rejected
     * @throws Rejection when the queue is full, the deadline has passed or the client has disconnected
     */
    @PostMapping(path = "/score", produces = MediaType.APPLICATION_JSON_VALUE)
    ScoreResponse score(HttpServletRequest request) throws IOException {
        try (RequestContext context = serving.enter(ClientConnection.of(request))) {
            PhotoRequest asked = RequestReader.read(request);
            asked.fields().allow(Set.of("sentence", "attention"));
            List<String> sentences = sentences(asked.fields());
            CaptionOptions.Attention attention =
                    asked.fields().choice("attention", ATTENTIONS).orElse(CaptionOptions.Attention.NONE);
            List<ScoredCaption> scored = context.encode(
                    asked.photo(),
                    DecodingWork.ofSentences(
                            sentences.stream().map(Tokeniser::words).toList()),
                    (captioner, photo) -> captioner.score(photo.encoded(), sentences));
            return new ScoreResponse(
                    ranked(sentences, scored, attention), ModelName.of(context.model()), context.timings());
        }
    }

    private static List<ScoreResponse.Ranked> ranked(
            List<String> given, List<ScoredCaption> scored, CaptionOptions.Attention attention) {
        return IntStream.range(0, given.size())
                .mapToObj(i -> new ScoreResponse.Ranked(
                        given.get(i),
                        CaptionResponse.show(scored.get(i).caption(), attention),
                        scored.get(i).unknownWords()))
                .sorted(Comparator.comparingDouble((ScoreResponse.Ranked sentence) ->
                                sentence.scored().logProbability())
                        .reversed())
                .toList();
    }

    private static List<String> sentences(Fields fields) {
        List<String> sentences = fields.all("sentence");
        if (sentences.isEmpty()) {
            throw Problem.MISSING_SENTENCE.exception(
                    "sentence", "expected at least one 'sentence', found none; as in -F 'sentence=a cat on a mat'");
        }
        if (sentences.size() > MOST_SENTENCES) {
            throw Problem.TOO_MANY_SENTENCES.exception(
                    "sentence", "expected at most " + MOST_SENTENCES + " sentences, found " + sentences.size());
        }
        for (String sentence : sentences) {
            int words = Tokeniser.words(sentence).size();
            if (words < 1 || words > Constraints.LONGEST) {
                throw Problem.BAD_SENTENCE.exception(
                        "sentence",
                        "expected sentences of 1 to " + Constraints.LONGEST + " words, found one of " + words + ": "
                                + Fields.quote(sentence));
            }
        }
        return sentences;
    }
}
