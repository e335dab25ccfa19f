package dev.captioner.train;

import dev.captioner.text.QuestionLine;
import java.nio.file.Path;
import java.util.List;

/**
 * A photo, a question about it and what people answered.
 *
 * @param name of the photo as the question file has it, unique in a data set
 * @param file where it lies
 * @param question as written
 * @param answer the one that counts where there is to be one
 * @param answers what each person answered, at least one
 * @param source the data set, for scores apart
 * @param type what the data call this kind of question; empty where they do not say
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
     * @param usualSource of questions that do not say where they come from
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
