package dev.captioner.cli.question;

import dev.captioner.text.QuestionKind;
import dev.captioner.text.QuestionLine;
import dev.captioner.text.TextReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data of the Python package easy-vqa 1.0: synthetic pictures of one coloured shape. Each of the folders {@code train} and
 * {@code test} has {@code questions.json}, an array of {@code [question, answer, number of the picture]}, and
 * {@code images/NUMBER.png}.
 */
final class EasyVqa {
    private static final String SOURCE = "easy-vqa";
    private static final Map<String, String> SPLITS = Map.of("train", "train", "test", "dev");
    private static final long MOST_BYTES = 64 << 20;

    private EasyVqa() {}

    /**
     * Reads the questions, those of the training split first; photo names are relative to the folder.
     *
     * @throws IOException when a file is missing or malformed
     */
    static List<QuestionLine> read(Path folder) throws IOException {
        List<QuestionLine> lines = new ArrayList<>(read(folder, "train"));
        lines.addAll(read(folder, "test"));
        return lines;
    }

    /** The files that are read. */
    static List<Path> files(Path folder) {
        return Stream.of("train", "test").map(part -> file(folder, part)).toList();
    }

    private static Path file(Path folder, String part) {
        return folder.resolve(part).resolve("questions.json");
    }

    private static List<QuestionLine> read(Path folder, String part) throws IOException {
        Path file = file(folder, part);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    file + ": expected a file, found nothing; give the folder easy_vqa/data of the unpacked package");
        }
        JsonNode questions = parse(file);
        List<QuestionLine> lines = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (int i = 0; i < questions.size(); i++) {
            QuestionLine line = line(file, part, i, questions.get(i));
            if (found.add(line.file()) && !Files.isRegularFile(folder.resolve(line.file()))) {
                throw new IOException(folder.resolve(line.file()) + ": expected the picture of question " + (i + 1)
                        + " of " + file + ", found no file");
            }
            lines.add(line);
        }
        return lines;
    }

    private static JsonNode parse(Path file) throws IOException {
        JsonNode questions;
        try (TextReader text = TextReader.of(file.toString(), Files.newInputStream(file), MOST_BYTES)) {
            questions = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IOException(file + ": malformed JSON: " + e.getOriginalMessage(), e);
        }
        if (!questions.isArray() || questions.isEmpty()) {
            throw new IOException(file + ": expected an array of questions, found " + questions.getNodeType());
        }
        return questions;
    }

    private static QuestionLine line(Path file, String part, int index, JsonNode question) throws IOException {
        boolean sound = question.isArray()
                && question.size() == 3
                && isText(question.get(0))
                && isText(question.get(1))
                && question.get(2).isInt()
                && question.get(2).intValue() >= 0;
        if (!sound) {
            throw new IOException(
                    file + ", question " + (index + 1) + ": expected [question, answer, number of the picture]");
        }
        String text = question.get(0).stringValue().strip();
        String answer = question.get(1).stringValue().strip();
        return new QuestionLine(
                SPLITS.get(part),
                part + "/images/" + question.get(2).intValue() + ".png",
                text,
                answer,
                List.of(answer),
                kind(text, answer),
                SOURCE);
    }

    private static boolean isText(JsonNode node) {
        return node.isString() && !node.stringValue().isBlank();
    }

    private static String kind(String question, String answer) {
        if (answer.equals("yes") || answer.equals("no")) {
            return "yes/no";
        }
        return QuestionKind.of(question) == QuestionKind.COLOUR ? "color" : "shape";
    }
}
