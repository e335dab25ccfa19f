package dev.captioner.web.request;

import dev.captioner.AnswerOptions;
import dev.captioner.text.AnswerChoices;
import dev.captioner.text.QuestionException;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Tokeniser;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.serving.ServedModel;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.ErrorResponseException;

/**
 * What is asked in a request, checked.
 *
 * @param question to be answered
 * @param options out of the fields {@code choices} and {@code top}, where they are given
 */
public record QuestionForm(QuestionText question, AnswerOptions options) {
    /** As many as {@link AnswerChoices} accepts. */
    private static final int MOST_CHOICES = 20;

    /**
     * Reads the fields of a form.
     *
     * @throws ErrorResponseException with what is wrong with them
     */
    public static QuestionForm of(Fields fields) {
        fields.allow(Set.of("question", "choices", "top"));
        QuestionText question = question(fields.all("question"));
        AnswerOptions options = options(fields.all("choices"));
        List<String> top = fields.all("top");
        return new QuestionForm(question, top.isEmpty() ? options : options.withTop(number(top)));
    }

    /**
     * Checks that a model answers questions at all.
     *
     * @throws ErrorResponseException when it does not
     */
    public static void requireAnswers(ServedModel model) {
        if (!model.captioner().canAnswer()) {
            throw Problem.ANSWERS_NOTHING.exception(
                    "the model '" + model.description().name() + "' "
                            + model.description().version()
                            + " captions photos and answers no questions; start the service with one that does");
        }
    }

    private static QuestionText question(List<String> given) {
        if (given.isEmpty()) {
            throw Problem.MISSING_QUESTION.exception(
                    "expected 'question', in a form as a part without a filename, found none;"
                            + " as in curl -F image=@photo.jpg -F 'question=what animal is this?'");
        }
        if (given.size() > 1) {
            throw Problem.SEVERAL_QUESTIONS.exception(
                    "expected one 'question', found " + given.size() + "; send a request for each question");
        }
        return question(given.get(0));
    }

    /**
     * Checks a question.
     *
     * @throws ErrorResponseException with what is wrong with it
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

    /** Choices come as several parts or in one with vertical bars between them; the result is the same. */
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
            throw problem(choices).exception(String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with choices that were refused. */
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
            throw Problem.BAD_TOP.exception("expected one 'top' with how many answers to give, a whole number from 1,"
                    + " found '" + (found.length() > 20 ? found.substring(0, 20) + "..." : found) + "'");
        }
        return Integer.parseInt(found);
    }
}
