package dev.captioner.web.request;

import dev.captioner.AnswerOptions;
import dev.captioner.Reply;
import dev.captioner.text.AnswerChoices;
import dev.captioner.text.QuestionException;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Tokeniser;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.serving.RequestContext;
import dev.captioner.web.serving.ServedModel;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.ErrorResponseException;

/**
 * The question of a request and its options, checked.
 *
 * @param question the question
 * @param options from the fields {@code choices} and {@code top}
 */
public record QuestionForm(QuestionText question, AnswerOptions options) {
    /** The maximum of {@link AnswerChoices}. */
    private static final int MOST_CHOICES = 20;

    /**
     * Reads the question from the fields of a request.
     *
     * @throws ErrorResponseException when a field is missing, unknown or invalid
     */
    public static QuestionForm of(Fields fields) {
        fields.allow(Set.of("question", "choices", "top"));
        QuestionText question = question(fields.all("question"));
        AnswerOptions options = options(fields.all("choices"));
        List<String> top = fields.all("top");
        return new QuestionForm(question, top.isEmpty() ? options : options.withTop(number(top)));
    }

    /**
     * Checks that a model answers questions.
     *
     * @throws ErrorResponseException when it does not
     */
    public static void requireAnswers(ServedModel model) {
        if (!model.captioner().canAnswer()) {
            throw Problem.ANSWERS_NOTHING.exception(
                    "the model '" + model.description().name() + "' "
                            + model.description().version()
                            + " writes captions only and cannot answer questions; start the service with a model that can");
        }
    }

    /** Answers the question about the photo of a request. */
    public Reply ask(RequestContext context, byte[] photo) {
        return context.encode(
                photo,
                context.model().captioner().work(question, options),
                (captioner, encoded) -> captioner.ask(encoded.encoded(), question, options));
    }

    private static QuestionText question(List<String> given) {
        if (given.isEmpty()) {
            throw Problem.MISSING_QUESTION.exception(
                    "question",
                    "expected a field 'question' (in a form, a part without a filename), found none;"
                            + " as in curl -F image=@photo.jpg -F 'question=what animal is this?'");
        }
        if (given.size() > 1) {
            throw Problem.SEVERAL_QUESTIONS.exception(
                    "question", "expected one 'question', found " + given.size() + "; send one request per question");
        }
        try {
            return QuestionText.of(given.get(0));
        } catch (QuestionException e) {
            throw problem(given.get(0)).exception("question", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks a question.
     *
     * @throws ErrorResponseException when it is empty, too long or has no letters
     */
    public static QuestionText question(String given) {
        try {
            return QuestionText.of(given);
        } catch (QuestionException e) {
            throw problem(given).exception(String.valueOf(e.getMessage()));
        }
    }

    /** The problem of a question that {@link QuestionText} rejects. */
    public static Problem problem(String question) {
        if (question.isBlank()) {
            return Problem.EMPTY_QUESTION;
        }
        return question.codePoints().anyMatch(Character::isLetter)
                ? Problem.QUESTION_TOO_LONG
                : Problem.QUESTION_WITHOUT_LETTERS;
    }

    /** Choices come as several fields, or as one with vertical bars between them. */
    private static AnswerOptions options(List<String> given) {
        if (given.isEmpty()) {
            return AnswerOptions.DEFAULT;
        }
        List<String> choices = given.stream()
                .flatMap(some -> Arrays.stream(some.split("\\|", -1)))
                .toList();
        try {
            return AnswerOptions.among(AnswerChoices.of(choices));
        } catch (QuestionException e) {
            throw problem(choices).exception("choices", String.valueOf(e.getMessage()));
        }
    }

    /** The problem of choices that {@link AnswerChoices} rejects. */
    private static Problem problem(List<String> choices) {
        if (choices.size() < 2) {
            return Problem.TOO_FEW_CHOICES;
        }
        if (choices.size() > MOST_CHOICES) {
            return Problem.TOO_MANY_CHOICES;
        }
        List<List<String>> words = choices.stream().map(Tokeniser::words).toList();
        if (words.stream().anyMatch(List::isEmpty)) {
            return Problem.EMPTY_CHOICE;
        }
        return new HashSet<>(words).size() < words.size() ? Problem.TWIN_CHOICES : Problem.TOO_MANY_CHOICES;
    }

    private static int number(List<String> top) {
        String found = String.join(", ", top);
        if (top.size() > 1 || !found.matches("[1-9][0-9]{0,5}")) {
            throw Problem.BAD_TOP.exception(
                    "top",
                    "expected one 'top', the number of answers, a whole number from 1," + " found '"
                            + (found.length() > 20 ? found.substring(0, 20) + "..." : found) + "'");
        }
        return Integer.parseInt(found);
    }
}
