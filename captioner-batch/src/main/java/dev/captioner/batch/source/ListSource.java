package dev.captioner.batch.source;

import dev.captioner.image.PhotoReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The photo files that a list names, in its order. Relative names are resolved against the folder of the list. */
final class ListSource implements PhotoSource {
    private static final List<String> COLUMNS = List.of("file", "path", "image", "filename", "file_name");
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final Path base;
    private final Opening opening;
    private final ListFormat format;
    private final @Nullable String column;
    private final PhotoReader reader;

    /** Opens the list. */
    interface Opening {
        Reader open() throws IOException;
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
    public void list(Consumer<Listed> photos) {
        try (BufferedReader lines = new BufferedReader(opening.open())) {
            switch (format) {
                case LINES -> lines.lines().filter(line -> !line.isBlank()).forEach(line -> add(line, photos));
                case CSV -> csv(lines, photos);
                case JSONL -> json(lines, photos);
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new SourceException(
                    name + ": the list cannot be read; expected " + format + " in UTF-8 (" + e.getMessage() + ")", e);
        }
    }

    private void csv(Reader lines, Consumer<Listed> photos) throws IOException {
        CSVFormat csv = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = csv.parse(lines)) {
            List<String> header = parser.getHeaderNames();
            String found = header.stream().filter(this::isName).findFirst().orElse(null);
            if (found == null) {
                throw new SourceException(
                        name + ": expected a column '" + (column == null ? String.join("' or '", COLUMNS) : column)
                                + "', found " + header + "; name it with --column",
                        null);
            }
            int line = 1;
            for (CSVRecord row : parser) {
                line++;
                if (!row.isSet(found) || row.get(found).isBlank()) {
                    throw new SourceException(
                            name + ": expected the name of a photo in row " + line + ", found none", null);
                }
                add(row.get(found), photos);
            }
        }
    }

    private boolean isName(String candidate) {
        return column == null ? COLUMNS.contains(candidate.strip().toLowerCase(Locale.ROOT)) : candidate.equals(column);
    }

    private void json(BufferedReader lines, Consumer<Listed> photos) throws IOException {
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String photo = photo(line);
            if (photo == null || photo.isBlank()) {
                throw new SourceException(
                        name + ": expected in line " + number + " the name of a photo, or an object with a field '"
                                + (column == null ? String.join("' or '", COLUMNS) : column) + "', found neither",
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
            return !Path.of(photo).toString().isEmpty();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public boolean isOverwrittenBelow(Path target) {
        return base.toAbsolutePath().normalize().equals(target.toAbsolutePath().normalize());
    }

    @Override
    public Opened open() {
        return new Opened() {
            @Override
            public byte[] read(long place, String photo) {
                return reader.bytes(base.resolve(photo));
            }

            @Override
            public void close() {}
        };
    }

    /** Whether a path is that of a list, by its extension. */
    static @Nullable ListFormat formatOf(Path file) {
        return switch (Selection.extension(file.toString())) {
            case "csv" -> ListFormat.CSV;
            case "jsonl", "ndjson" -> ListFormat.JSONL;
            case "txt", "lst" -> ListFormat.LINES;
            default -> null;
        };
    }

    static Reader file(Path file) throws IOException {
        return Files.newBufferedReader(file);
    }
}
