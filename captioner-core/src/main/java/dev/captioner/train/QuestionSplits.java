package dev.captioner.train;

import dev.captioner.text.QuestionFile;
import dev.captioner.text.QuestionLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Questions divided into a training and a development split.
 *
 * @param training the training split
 * @param development the development split
 */
public record QuestionSplits(List<AskedPhoto> training, List<AskedPhoto> development) {
    private static final int ONE_IN = 10;
    private static final int PER_SOURCE = 500;
    private static final String TRAINING = "train";
    private static final Set<String> DEVELOPMENT = Set.of("dev", "val", "validation");

    /** No questions. */
    public static final QuestionSplits NONE = new QuestionSplits(List.of(), List.of());

    /** Copies the lists. */
    public QuestionSplits {
        training = List.copyOf(training);
        development = List.copyOf(development);
    }

    /**
     * Divides the questions of one file by photo: by the file's own splits when it names a development split;
     * otherwise every tenth photo in the order of names is in the development split.
     *
     * @param images folder of the photos
     * @param usualSource of questions that name no data set
     */
    public static QuestionSplits of(QuestionFile questions, Path images, String usualSource) {
        boolean judged = questions.lines().stream().anyMatch(line -> isDevelopment(line.split()));
        Set<String> kept = judged ? Set.of() : everyTenth(questions);
        List<AskedPhoto> training = new ArrayList<>();
        List<AskedPhoto> development = new ArrayList<>();
        for (QuestionLine line : questions.lines()) {
            AskedPhoto photo = AskedPhoto.of(line, images, usualSource);
            if (judged ? isDevelopment(line.split()) : kept.contains(line.file())) {
                development.add(photo);
            } else if (line.split() == null || line.split().equals(TRAINING)) {
                training.add(photo);
            }
        }
        return new QuestionSplits(training, development);
    }

    private static boolean isDevelopment(@Nullable String split) {
        return split != null && DEVELOPMENT.contains(split);
    }

    private static Set<String> everyTenth(QuestionFile questions) {
        List<String> names = questions.lines().stream()
                .map(QuestionLine::file)
                .distinct()
                .sorted()
                .toList();
        Set<String> kept = new HashSet<>();
        for (int i = ONE_IN - 1; i < names.size(); i += ONE_IN) {
            kept.add(names.get(i));
        }
        return kept;
    }

    /** Development questions, at most equally many from each data set, so that none outweighs the others. */
    public List<AskedPhoto> someDevelopment() {
        Map<String, List<AskedPhoto>> bySource = new LinkedHashMap<>();
        development.forEach(one -> bySource.computeIfAbsent(one.source(), source -> new ArrayList<>())
                .add(one));
        List<AskedPhoto> some = new ArrayList<>();
        for (List<AskedPhoto> own : bySource.values()) {
            int count = Math.min(PER_SOURCE, own.size());
            for (int i = 0; i < count; i++) {
                some.add(own.get((int) ((long) i * own.size() / count)));
            }
        }
        return some;
    }

    /** Both together. */
    public QuestionSplits and(QuestionSplits other) {
        List<AskedPhoto> allTraining = new ArrayList<>(training);
        allTraining.addAll(other.training);
        List<AskedPhoto> allDevelopment = new ArrayList<>(development);
        allDevelopment.addAll(other.development);
        return new QuestionSplits(allTraining, allDevelopment);
    }
}
