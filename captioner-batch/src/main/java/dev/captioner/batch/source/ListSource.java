package dev.captioner.batch.source;

import dev.captioner.file.FileNames;
import dev.captioner.image.LeftOut;
import dev.captioner.image.PhotoReader;
import dev.captioner.text.CaptionFileException;
import dev.captioner.text.Table;
import dev.captioner.text.TableRow;
import dev.captioner.text.TextLines;
import dev.captioner.text.TextReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The photo files that a list names, in its order. Relative names are resolved against the folder of the list. */
final class ListSource implements PhotoSource {
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final Path base;
    private final Opening opening;
    private final ListFormat format;
    private final @Nullable String column;
    private final PhotoReader reader;

    /** Opens the list. */
    interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * A list.
     *
     * @param name for messages
     * @param base folder that relative names are resolved against
     * @param column of a CSV, or field of JSON, that has the name; null for one of the usual
     */
    ListSource(
            String name, Path base, Opening opening, ListFormat format, @Nullable String column, PhotoReader reader) {
        this.name = name;
        this.base = base;
        this.opening = opening;
        this.format = format;
        this.column = column;
        this.reader = reader;
    }

    @Override
    public String description() {
        return "list " + name + (column == null ? "" : " (" + column + ")");
    }

    @Override
    public LeftOut list(Consumer<Listed> photos) {
        // A list may be longer than memory: only its lines are bounded.
        try (TextReader text = TextReader.of(name, opening.open(), Long.MAX_VALUE)) {
            switch (format) {
                case LINES -> lines(text, photos);
                case CSV -> csv(text, photos);
                case JSONL -> json(text, photos);
            }
            return LeftOut.NOTHING; // each name is listed, whatever it names
        } catch (CaptionFileException e) {
            throw new SourceException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new SourceException(name + ": the list cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private void lines(TextReader text, Consumer<Listed> photos) throws IOException {
        TextLines lines = new TextLines(text);
        for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
            add(line.text(), photos);
        }
    }

    private void csv(TextReader text, Consumer<Listed> photos) throws IOException {
        Table table = Table.csv(text);
        TableRow header = table.next();
        List<String> names = header == null ? List.of() : header.columns();
        int found = names.stream()
                .filter(this::isName)
                .findFirst()
                .map(names::indexOf)
                .orElse(-1);
        if (found < 0) {
            throw new SourceException(
                    name + ": expected a column '" + (column == null ? usualColumns() : column) + "', found " + names
                            + "; name it with --column",
                    null);
        }
        for (TableRow row = table.next(); row != null; row = table.next()) {
            if (row.columns().size() <= found || row.columns().get(found).isBlank()) {
                throw new SourceException(
                        name + ": expected the name of a photo in line " + row.number() + ", found none", null);
            }
            add(row.columns().get(found), photos);
        }
    }

    private boolean isName(String candidate) {
        return column == null ? Table.isPhotoColumn(candidate) : candidate.equals(column);
    }

    private static String usualColumns() {
        return String.join("' or '", Table.photoColumns());
    }

    private void json(TextReader text, Consumer<Listed> photos) throws IOException {
        TextLines lines = new TextLines(text);
        for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
            String photo = photo(line.text());
            if (photo == null || photo.isBlank()) {
                throw new SourceException(
                        name + ": expected in line " + line.number()
                                + " the name of a photo, or an object with a field '"
                                + (column == null ? usualColumns() : column) + "', found neither",
                        null);
            }
            add(photo, photos);
        }
    }

    private @Nullable String photo(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isString()) {
                return node.stringValue();
            }
            return node.propertyNames().stream()
                    .filter(this::isName)
                    .map(node::get)
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue)
                    .findFirst()
                    .orElse(null);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static void add(String photo, Consumer<Listed> photos) {
        photos.accept(
                isPath(photo)
                        ? Listed.of(photo)
                        : Listed.rejected(
                                photo, new PhotoProblem(PhotoProblem.UNSAFE_NAME, "no file can have this name")));
    }

    private static boolean isPath(String photo) {
        try {
            return !FileNames.resolve(Path.of(""), photo).toString().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean isOverwrittenBelow(Path target) {
        return base.toAbsolutePath().normalize().equals(target.toAbsolutePath().normalize());
    }

    @Override
    public PhotoReader reader() {
        return reader;
    }

    @Override
    public Opened open() {
        return new Opened() {
            @Override
            public byte[] read(long place, String photo) {
                return reader.bytes(FileNames.resolve(base, photo));
            }

            @Override
            public void close() {}
        };
    }

    /** Whether a path is that of a list, by its extension. */
    static @Nullable ListFormat formatOf(Path file) {
        return switch (Selection.extension(file.toString())) {
            case "csv", "tsv" -> ListFormat.CSV;
            case "jsonl", "ndjson" -> ListFormat.JSONL;
            case "txt", "lst" -> ListFormat.LINES;
            default -> null;
        };
    }
}
