package dev.captioner.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Questions about photos with their answers, read from a {@link Table} of tabs, commas or semicolons in UTF-8, or in UTF-16 with a byte
 * order mark, a question a row. The first row names the columns, which may stand in any order: {@code file} (or {@code image},
 * {@code file_name} and the like), {@code question} and {@code answer} are required, {@code split}, {@code answer_type},
 * {@code all_answers} and {@code source} are optional, others are ignored.
 *
 * <p>In answers {@code _} is a blank, as in "garbage_bin", and {@code |} separates those of {@code all_answers}, of
 * which empty ones are ignored. Rows are read as in a {@link CaptionFile}. Anything else is an error that names the
 * line.
 *
 * @param lines in the order of the file; at least one
 */
public record QuestionFile(List<QuestionLine> lines) {
    private static final String SPLIT = "split";
    private static final String FILE = "file";
    private static final String QUESTION = "question";
    private static final String ANSWER = "answer";
    private static final String ANSWER_TYPE = "answer_type";
    private static final String ALL_ANSWERS = "all_answers";
    private static final String SOURCE = "source";
    private static final List<String> REQUIRED = List.of(FILE, QUESTION, ANSWER);
    private static final List<String> COLUMNS =
            List.of(SPLIT, FILE, QUESTION, ANSWER, ANSWER_TYPE, ALL_ANSWERS, SOURCE);

    private static final int MOST_CHARACTERS = 1000;
    private static final int MOST_ANSWERS = 100;

    /** Copies the list. */
    public QuestionFile {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a question file.
     *
     * @throws CaptionFileException when the file does not keep to the format
     * @throws IOException when it cannot be read
     */
    public static QuestionFile read(Path file) throws IOException {
        List<QuestionLine> questions = new ArrayList<>();
        try (Table table = Table.of(TextReader.open(file))) {
            TableRow header = table.next();
            if (header != null) {
                Map<String, Integer> columns = columns(header);
                for (TableRow row = table.next(); row != null; row = table.next()) {
                    row.requireColumns(header.columns().size(), "as in the first line");
                    questions.add(question(row, columns));
                }
            }
        }
        if (questions.isEmpty()) {
            throw new CaptionFileException(
                    file.toString(),
                    "expected a line with the names of the columns and a question a line, found no question");
        }
        return new QuestionFile(questions);
    }

    private static Map<String, Integer> columns(TableRow header) throws CaptionFileException {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.columns().size(); i++) {
            String text = header.text(i).toLowerCase(Locale.ROOT);
            String name = Table.isPhotoColumn(text) ? FILE : text;
            if (COLUMNS.contains(name) && columns.put(name, i) != null) {
                throw header.failure("expected one column '" + name + "', found two");
            }
        }
        for (String name : REQUIRED) {
            if (!columns.containsKey(name)) {
                throw header.failure(
                        "expected a line that names the columns, " + REQUIRED + " among them, found no '" + name + "'");
            }
        }
        return columns;
    }

    private static QuestionLine question(TableRow line, Map<String, Integer> columns) throws CaptionFileException {
        int questionColumn = columns.getOrDefault(QUESTION, 0);
        String question =
                line.requireShort(line.requireText(questionColumn, "a question"), "a question", MOST_CHARACTERS);
        if (Tokeniser.words(question).isEmpty()) {
            throw line.failure("expected a question in column " + (questionColumn + 1) + ", found no word");
        }
        int answerColumn = columns.getOrDefault(ANSWER, 0);
        String answer = answer(line, line.requireText(answerColumn, "an answer"));
        if (answer.isEmpty()) {
            throw line.failure("expected an answer in column " + (answerColumn + 1) + ", found nothing but '_'");
        }
        return new QuestionLine(
                optional(line, columns, SPLIT),
                line.requirePhoto(columns.getOrDefault(FILE, 0)),
                question,
                answer,
                allAnswers(line, optional(line, columns, ALL_ANSWERS), answer),
                optional(line, columns, ANSWER_TYPE),
                optional(line, columns, SOURCE));
    }

    private static List<String> allAnswers(TableRow line, @Nullable String text, String answer)
            throws CaptionFileException {
        List<String> answers = new ArrayList<>();
        for (String one : text == null ? new String[0] : text.split("\\|")) {
            String found = answer(line, one);
            if (!found.isEmpty()) {
                answers.add(found);
            }
        }
        if (answers.size() > MOST_ANSWERS) {
            throw line.failure("expected at most " + MOST_ANSWERS + " answers, found " + answers.size());
        }
        return answers.isEmpty() ? List.of(answer) : answers;
    }

    private static String answer(TableRow line, String text) throws CaptionFileException {
        return line.requireShort(text, "an answer", MOST_CHARACTERS)
                .replace('_', ' ')
                .strip();
    }

    private static @Nullable String optional(TableRow line, Map<String, Integer> columns, String name) {
        Integer column = columns.get(name);
        String text = column == null ? "" : line.text(column);
        return text.isEmpty() ? null : text;
    }

    /** The names of the splits in order of appearance; none in a file that does not name any. */
    public Set<String> splits() {
        Set<String> splits = new LinkedHashSet<>();
        for (QuestionLine line : lines) {
            if (line.split() != null) {
                splits.add(line.split());
            }
        }
        return splits;
    }

    /**
     * Writes a question file with every column, so that {@link #read} gives the same lines.
     *
     * @throws IllegalArgumentException when a text is empty, has surrounding blanks, a tab or another control character, or an
     *     answer has a {@code _} or is one of several and has a {@code |}
     * @throws IOException when it cannot be written
     */
    public void write(Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        rows.add(String.join("\t", COLUMNS));
        for (QuestionLine line : lines) {
            boolean several = !line.allAnswers().equals(List.of(line.answer()));
            line.allAnswers().forEach(answer -> cell(answer, several ? "_|" : "_"));
            rows.add(String.join(
                    "\t",
                    optionalCell(line.split()),
                    cell(line.file(), ""),
                    cell(line.question(), ""),
                    cell(line.answer(), "_"),
                    optionalCell(line.answerType()),
                    several ? String.join("|", line.allAnswers()) : "",
                    optionalCell(line.source())));
        }
        Files.write(file, rows);
    }

    private static String optionalCell(@Nullable String text) {
        return text == null ? "" : cell(text, "");
    }

    private static String cell(String text, String forbidden) {
        boolean clean = text.chars().noneMatch(one -> Character.isISOControl(one) || forbidden.indexOf(one) >= 0);
        if (!clean || text.isEmpty() || !text.equals(text.strip())) {
            throw new IllegalArgumentException("expected a text for a column of a question file, with neither control"
                    + " characters nor surrounding blanks" + (forbidden.isEmpty() ? "" : " nor " + forbidden)
                    + ", found '"
                    + text + "'");
        }
        return text;
    }
}
