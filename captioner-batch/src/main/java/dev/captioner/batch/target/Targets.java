package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoSource;
import dev.captioner.file.FileNames;
import dev.captioner.file.OutputFile;
import dev.captioner.file.Outputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Creates targets from the names that users give.
 *
 * @param source of the photos, for those that show or copy them
 * @param questions that are asked of each photo, for those with a column for each
 * @param onSheet most photos on a contact sheet
 * @param outputs the files of the command, with the rule that they obey
 * @param text of captions in sidecars and copies
 * @param sidecars how sidecars are named and written
 * @param fields what JSON Lines, CSV and Parquet have of what photos say about themselves
 */
public record Targets(
        PhotoSource source,
        List<String> questions,
        int onSheet,
        Outputs outputs,
        CaptionText text,
        SidecarOptions sidecars,
        Set<PhotoField> fields) {
    /** Targets whose sidecars and copies have the captions alone. */
    public Targets(PhotoSource source, List<String> questions, int onSheet, Outputs outputs) {
        this(source, questions, onSheet, outputs, CaptionText.PLAIN, SidecarOptions.DEFAULT, Set.of());
    }

    /** Checks the range. */
    public Targets {
        questions = List.copyOf(questions);
        fields = Set.copyOf(fields);
        if (onSheet < 1) {
            throw new IllegalArgumentException("expected at least 1 photo on a contact sheet, found " + onSheet);
        }
    }

    private enum Kind {
        JSONL,
        CSV,
        PARQUET,
        COCO,
        HTML,
        TXT,
        XMP,
        JPEG
    }

    private static final Map<String, Kind> BY_EXTENSION =
            Map.of("jsonl", Kind.JSONL, "csv", Kind.CSV, "parquet", Kind.PARQUET, "json", Kind.COCO, "html", Kind.HTML);

    /**
     * The target for a name: {@code KIND=PATH}, or a path whose extension gives the kind.
     *
     * @throws IllegalArgumentException when the name does not give the kind
     */
    public Target of(String name) {
        Path path = path(name);
        Kind kind = kind(name)
                .or(() -> Optional.ofNullable(BY_EXTENSION.get(extension(name))))
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a target that ends in .jsonl, .csv, .parquet, .json"
                                + " (COCO results) or .html (contact sheet), or a folder as in txt=DIR, xmp=DIR or jpeg=DIR, found '"
                                + name + "'"));
        PhotoFields stated = new PhotoFields(source, fields);
        Table table = new Table(questions, stated);
        OutputFile file = outputs.file("--out", path);
        return switch (kind) {
            case JSONL -> new JsonLines(file, stated);
            case CSV -> new CsvFile(file, table);
            case PARQUET -> new ParquetFile(file, table);
            case COCO -> new CocoResults(file);
            case HTML -> new ContactSheet(file, source, onSheet);
            case TXT -> sidecars(path, new Sidecars.Text(sidecars.extension()));
            case XMP -> sidecars(path, new Sidecars.Packet(sidecars.keywords()));
            case JPEG -> new JpegCopies(path, outputs, source, text);
        };
    }

    private Target sidecars(Path folder, Sidecars.Form form) {
        return new Sidecars(folder, outputs, form, sidecars.existing(), text);
    }

    /** The report, in a file that an option names. */
    public Target report(String option, Path file) {
        return new Report(outputs.file(option, file));
    }

    /** The path in the name of a target. */
    public static Path path(String name) {
        return FileNames.resolve(Path.of(""), kind(name).isPresent() ? name.substring(name.indexOf('=') + 1) : name);
    }

    private static Optional<Kind> kind(String name) {
        int equals = name.indexOf('=');
        if (equals < 0) {
            return Optional.empty();
        }
        String before = name.substring(0, equals).toUpperCase(Locale.ROOT);
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(before)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
