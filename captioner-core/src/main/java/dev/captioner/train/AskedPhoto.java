package dev.captioner.train;

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
 */
public record AskedPhoto(String name, Path file, String question, String answer, List<String> answers, String source) {
    /** Copies and checks. */
    public AskedPhoto {
        answers = List.copyOf(answers);
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("the question '" + question + "' about " + name + " has no answer");
        }
    }
}
