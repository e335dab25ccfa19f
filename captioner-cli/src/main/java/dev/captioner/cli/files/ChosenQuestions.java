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

/** The questions of a file that are to be asked. */
public final class ChosenQuestions {
    private static final String DEVELOPMENT = "dev";

    private ChosenQuestions() {}

    /**
     * Those of a split to answer, and all others as what the most frequent answers are counted on.
     *
     * @param split null for all questions; {@code dev} of a file without one is every tenth photo by name, as in training
     * @throws UsageException when no question is of that split
     */
    public static QuestionSplits of(Path questions, Path images, @Nullable String split) throws IOException {
        QuestionFile file = QuestionFile.read(questions);
        String usualSource = String.valueOf(questions.getFileName());
        if (DEVELOPMENT.equals(split)) {
            return QuestionSplits.of(file, images, usualSource);
        }
        List<QuestionLine> lines = file.lines().stream()
                .filter(line -> split == null || split.equals(line.split()))
                .toList();
        if (lines.isEmpty()) {
            throw new UsageException(
                    questions + " has no question of the split '" + split + "'; it has " + file.splits());
        }
        List<AskedPhoto> asked = lines.stream()
                .map(line -> AskedPhoto.of(line, images, usualSource))
                .toList();
        List<AskedPhoto> others = file.lines().stream()
                .filter(line -> split != null && !split.equals(line.split()))
                .map(line -> AskedPhoto.of(line, images, usualSource))
                .toList();
        return new QuestionSplits(others, asked);
    }
}
