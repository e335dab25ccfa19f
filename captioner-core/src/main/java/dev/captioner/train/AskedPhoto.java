package dev.captioner.train;

import dev.captioner.text.QuestionLine;
import java.nio.file.Path;
import java.util.List;

/**
 * A photo, a question about it and people's answers.
 *
 * @param name of the photo as the question file has it, unique in a data set
 * @param file its path
 * @param question as written
 * @param answer the single reference answer
 * @param answers the answer of each annotator, at least one
 * @param source the data set, which is scored separately
 * @param type the data set's own name for this kind of question; empty when it has none
 */
public record AskedPhoto(
        String name, Path file, String question, String answer, List<String> answers, String source, String type) {
    /** Copies and checks. */
    public AskedPhoto {
        answers = List.copyOf(answers);
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("the question '" + question + "' about " + name + " has no answer");
        }
    }

    /**
     * A line of a question file.
     *
     * @param images folder of the photos
     * @param usualSource of questions that name no data set
     */
    public static AskedPhoto of(QuestionLine line, Path images, String usualSource) {
        String source = line.source();
        String type = line.answerType();
        return new AskedPhoto(
                line.file(),
                images.resolve(line.file()),
                line.question(),
                line.answer(),
                line.allAnswers(),
                source == null ? usualSource : source,
                type == null ? "" : type);
    }
}
