package dev.captioner.cli.files;

import dev.captioner.cli.console.UsageException;
import dev.captioner.text.QuestionFile;
import dev.captioner.text.QuestionLine;
import dev.captioner.train.AskedPhoto;
import dev.captioner.train.QuestionSplits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects the questions of one split. */
public final class ChosenQuestions {
    private static final String DEVELOPMENT = "dev";

    private ChosenQuestions() {}

    /**
     * Selects the questions of a split as development questions; all others become training questions, on which the majority baseline
     * is counted.
     *
     * @param split null for all questions; in a file without a split {@code dev}, it is every tenth photo by name, as in training
     * @throws UsageException when the split has no questions
     */
    public static QuestionSplits of(Path questions, Path images, @Nullable String split) throws IOException {
        QuestionFile file = QuestionFile.read(questions);
        String defaultSource = String.valueOf(questions.getFileName());
        if (DEVELOPMENT.equals(split)) {
            return QuestionSplits.of(file, images, defaultSource);
        }
        List<QuestionLine> lines = file.lines().stream()
                .filter(line -> split == null || split.equals(line.split()))
                .toList();
        if (lines.isEmpty()) {
            throw new UsageException(questions + " has no split '" + split + "'; its splits are " + file.splits());
        }
        List<AskedPhoto> asked = lines.stream()
                .map(line -> AskedPhoto.of(line, images, defaultSource))
                .toList();
        List<AskedPhoto> others = file.lines().stream()
                .filter(line -> split != null && !split.equals(line.split()))
                .map(line -> AskedPhoto.of(line, images, defaultSource))
                .toList();
        return new QuestionSplits(others, asked);
    }
}
