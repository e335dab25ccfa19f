package dev.captioner.text;

import dev.captioner.api.Internal;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a text of separated values that are not blank.
 *
 * <p>The first line that is not blank decides what separates the values: a tab if it contains one, otherwise the first comma or
 * semicolon outside double quotes, otherwise a comma. Values in double quotes are as in RFC 4180: they may contain separators, line
 * ends, and quotes as two. In a text that tabs separate, a quote is an ordinary character, unless the name of the file ends in
 * {@code .csv} or the caller says that the text is CSV.
 */
@Internal
public abstract sealed class Table implements Closeable {
    /** The names that the column of photos usually has. */
    private static final List<String> PHOTO_COLUMNS = List.of(
            "file",
            "path",
            "image",
            "filename",
            "file_name",
            "image_name",
            "image_path",
            "file_path",
            "filepath",
            "photo");

    private Table() {}

    /**
     * Reads a table from a text, which is closed with the table.
     *
     * @throws IOException when the text cannot be read
     */
    public static Table of(TextReader text) throws IOException {
        return of(text, text.name().toLowerCase(Locale.ROOT).endsWith(".csv"), true);
    }

    /**
     * Reads CSV from a text, which is closed with the table. Blanks around a value belong to it, as RFC 4180 says.
     *
     * @throws IOException when the text cannot be read
     */
    public static Table csv(TextReader text) throws IOException {
        return of(text, true, false);
    }

    private static Table of(TextReader text, boolean csv, boolean stripped) throws IOException {
        String firstLine = text.firstLine();
        boolean tabs = firstLine.indexOf('\t') >= 0;
        if (tabs && !csv) {
            return new TabSeparated(text);
        }
        return new Csv(text, tabs ? '\t' : separator(firstLine), stripped);
    }

    private static char separator(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char one = line.charAt(i);
            if (one == '"') {
                quoted = !quoted;
            } else if (!quoted && (one == ',' || one == ';')) {
                return one;
            }
        }
        return ',';
    }

    /** Whether a column of this name usually names photos, whatever the case of its letters. */
    public static boolean isPhotoColumn(String name) {
        return PHOTO_COLUMNS.contains(name.strip().toLowerCase(Locale.ROOT));
    }

    /** The names by which {@link #isPhotoColumn} knows a column of photos. */
    public static List<String> photoColumns() {
        return PHOTO_COLUMNS;
    }

    /**
     * The next row; null after the last one.
     *
     * @throws CaptionFileException when the text cannot be decoded, a quoted value does not end, or a row is longer than any can be
     * @throws IOException when it cannot be read
     */
    public abstract @Nullable TableRow next() throws IOException;

    private static final class TabSeparated extends Table {
        private final String name;
        private final TextLines lines;

        TabSeparated(TextReader text) {
            this.name = text.name();
            this.lines = new TextLines(text);
        }

        @Override
        public @Nullable TableRow next() throws IOException {
            TextLines.Line line = lines.next();
            return line == null
                    ? null
                    : new TableRow(name, line.number(), List.of(line.text().split("\t", -1)));
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private static final class Csv extends Table {
        private final String name;
        private final RowLimit limit;
        private final CSVParser parser;
        private final Iterator<CSVRecord> records;

        Csv(TextReader text, char separator, boolean stripped) throws IOException {
            this.name = text.name();
            this.limit = new RowLimit(text);
            this.parser = CSVParser.builder()
                    .setReader(limit)
                    .setFormat(CSVFormat.RFC4180
                            .builder()
                            .setDelimiter(separator)
                            .setIgnoreEmptyLines(false)
                            .setIgnoreSurroundingSpaces(stripped)
                            .get())
                    .get();
            this.records = parser.iterator();
        }

        @Override
        public @Nullable TableRow next() throws IOException {
            while (true) {
                long number = parser.getCurrentLineNumber() + 1;
                limit.startRow(number);
                CSVRecord row = record(number);
                if (row == null) {
                    return null;
                }
                if (row.size() > 1 || !row.get(0).isBlank()) {
                    return new TableRow(name, number, row.toList());
                }
            }
        }

        private @Nullable CSVRecord record(long number) throws IOException {
            try {
                return records.hasNext() ? records.next() : null;
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof CSVException)) {
                    throw Objects.requireNonNull(e.getCause());
                }
                throw new CaptionFileException(
                        name,
                        number,
                        "expected values as in RFC 4180, in which a quoted one ends with a double quote before the separator and"
                                + " a quote inside is doubled, found others");
            }
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }

    /** Fails when a row, such as one whose quote is never closed, takes more characters than any row can. */
    private static final class RowLimit extends Reader {
        private static final int MAXIMUM_LENGTH = 4 << 20;

        private final TextReader text;
        private long row = 1;
        private int length;

        RowLimit(TextReader text) {
            this.text = text;
        }

        void startRow(long number) {
            row = number;
            length = 0;
        }

        @Override
        public int read(char[] target, int offset, int count) throws IOException {
            if (length > MAXIMUM_LENGTH) {
                throw new CaptionFileException(
                        text.name(),
                        row,
                        "expected a row of at most " + MAXIMUM_LENGTH
                                + " characters, found a longer one; is a double quote not closed?");
            }
            int read = text.read(target, offset, count);
            length += Math.max(read, 0);
            return read;
        }

        @Override
        public void close() throws IOException {
            text.close();
        }
    }
}
