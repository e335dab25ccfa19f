package dev.captioner.evaluate.answers;

import dev.captioner.api.Internal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The most frequent answers of the training questions: a baseline that sees neither photo nor question ("prior" in Antol et
 * al. 2015), or of the question no more than its kind ("per question-type prior"). Of answers as frequent as each other the
 * first in the order of the alphabet counts.
 */
@Internal
public final class MajorityAnswers {
    /** The answers of a data set stand under its name alone, those of one kind under both. */
    private final Map<List<String>, String> answers = new HashMap<>();

    private MajorityAnswers() {}

    /** Counts answers; those that differ in case and blanks only are one. */
    public static MajorityAnswers of(Collection<TrainingAnswer> training) {
        MajorityAnswers majority = new MajorityAnswers();
        majority.count(training, answer -> List.of(answer.source()));
        majority.count(training, answer -> List.of(answer.source(), answer.kind()));
        return majority;
    }

    private void count(Collection<TrainingAnswer> training, Function<TrainingAnswer, List<String>> group) {
        training.stream()
                .collect(Collectors.groupingBy(
                        group,
                        Collectors.groupingBy(
                                answer -> AnswerNormalisation.plain(answer.answer()), Collectors.counting())))
                .forEach((key, counts) -> answers.put(key, mostFrequent(counts)));
    }

    private static String mostFrequent(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .min(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    /** The most frequent answer of a data set; empty when there were no training questions of it. */
    public Optional<String> ofSource(String source) {
        return Optional.ofNullable(answers.get(List.of(source)));
    }

    /** The most frequent answer to questions of one kind in a data set; empty when training had none. */
    public Optional<String> ofKind(String source, String kind) {
        return Optional.ofNullable(answers.get(List.of(source, kind)));
    }
}
