package dev.captioner.cli.question;

import dev.captioner.text.QuestionLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many questions of which kind were written.
 *
 * @param file where they are
 * @param questions how many there are
 * @param photos how many they are about
 * @param kinds how many of each kind, by split
 */
record QuestionCounts(String file, int questions, int photos, Map<String, Map<String, Integer>> kinds) {
    static QuestionCounts of(Path file, List<QuestionLine> lines) {
        Map<String, Map<String, Integer>> kinds = new TreeMap<>();
        for (QuestionLine line : lines) {
            kinds.computeIfAbsent(Objects.requireNonNullElse(line.split(), ""), split -> new TreeMap<>())
                    .merge(Objects.requireNonNullElse(line.answerType(), ""), 1, Integer::sum);
        }
        int photos = (int) lines.stream().map(QuestionLine::file).distinct().count();
        return new QuestionCounts(file.toString(), lines.size(), photos, kinds);
    }

    String table() {
        String splits = kinds.entrySet().stream()
                .map(split -> split.getKey() + ": "
                        + split.getValue().entrySet().stream()
                                .map(kind -> kind.getValue() + " " + kind.getKey())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
        return file + ": " + questions + " questions about " + photos + " photos\n" + splits;
    }
}
