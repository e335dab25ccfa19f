package dev.captioner.cli.question;

import dev.captioner.text.QuestionLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The counts of a question file.
 *
 * @param file the question file
 * @param questions number of questions
 * @param photos number of photos that they are about
 * @param kinds number of questions by split and kind
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
