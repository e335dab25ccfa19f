package dev.captioner.text;

import dev.captioner.text.CaptionFile.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads captions from a {@link Table}. */
final class CaptionTable {
    private static final List<String> CAPTION_COLUMNS = List.of("caption", "comment", "sentence", "text");
    private static final String SPLIT_COLUMN = "split";
    private static final int WITHOUT_SPLIT = 2;
    private static final int WITH_SPLIT = 3;
    private static final int NONE = -1;

    /** The photos of Flickr8k.token.txt, which numbers the captions of each. */
    private static final Pattern NUMBERED = Pattern.compile("(.+\\.\\w+)#\\d+");

    private CaptionTable() {}

    /**
     * Where the values of a row are.
     *
     * @param width number of columns
     * @param split index of the split's column, or {@link #NONE}
     * @param named whether the first row names the columns
     */
    private record Columns(int width, int split, int photo, int caption, boolean named) {
        Line line(TableRow row) throws CaptionFileException {
            row.requireColumns(width, "as in the first line");
            String part = split == NONE ? "" : row.requireText(split, "a split");
            return new Line(part, row.requirePhoto(photo), row.requireCaption(caption));
        }
    }

    /** A caption and the number of its line. */
    private record Numbered(long number, Line line) {}

    /** All captions, none of them empty. */
    static List<Line> captions(TextReader text) throws IOException {
        return read(text, WITH_SPLIT, false).stream().map(Numbered::line).toList();
    }

    /** One caption of each photo, which may be empty. */
    static Map<String, String> hypotheses(TextReader text) throws IOException {
        Map<String, String> captions = new LinkedHashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        for (Numbered one : read(text, WITHOUT_SPLIT, true)) {
            String photo = one.line().photo();
            Long earlier = numbers.putIfAbsent(photo, one.number());
            if (earlier != null) {
                throw new CaptionFileException(
                        text.name(),
                        one.number(),
                        "expected one caption a photo, found a second one of '" + photo + "', the first is in line "
                                + earlier);
            }
            captions.put(photo, one.line().caption());
        }
        return captions;
    }

    private static List<Numbered> read(TextReader text, int mostColumns, boolean mayBeEmpty) throws IOException {
        List<Numbered> lines = new ArrayList<>();
        try (Table table = Table.of(text)) {
            TableRow first = table.next();
            if (first != null) {
                Columns columns = columns(first, mostColumns);
                for (TableRow row = columns.named() ? table.next() : first; row != null; row = table.next()) {
                    Line line = columns.line(row);
                    if (!mayBeEmpty) {
                        row.requireText(columns.caption(), "a caption");
                    }
                    lines.add(new Numbered(row.number(), line));
                }
            }
        }
        if (lines.isEmpty()) {
            throw new CaptionFileException(text.name(), "expected a caption a line, found none");
        }
        return withoutNumbers(lines);
    }

    private static Columns columns(TableRow first, int mostColumns) throws CaptionFileException {
        int width = first.columns().size();
        int photo = column(first, Table::isPhotoColumn, "of photos");
        int caption = column(first, CAPTION_COLUMNS::contains, "of captions");
        if (photo != NONE && caption != NONE) {
            return new Columns(width, column(first, SPLIT_COLUMN::equals, "of splits"), photo, caption, true);
        }
        if (width < WITHOUT_SPLIT || width > mostColumns) {
            throw first.failure("expected 'file TAB caption'"
                    + (mostColumns == WITH_SPLIT ? " or 'split TAB file TAB caption'" : "")
                    + ", or the names of the columns, such as 'image,caption', found " + TableRow.described(width));
        }
        return new Columns(width, width == WITH_SPLIT ? 0 : NONE, width - 2, width - 1, false);
    }

    private static int column(TableRow header, Predicate<String> isWanted, String what) throws CaptionFileException {
        int found = NONE;
        for (int i = 0; i < header.columns().size(); i++) {
            if (isWanted.test(header.text(i).toLowerCase(Locale.ROOT))) {
                if (found != NONE) {
                    throw header.failure("expected one column " + what + ", found '" + header.text(found) + "' and '"
                            + header.text(i) + "'; rename one of them");
                }
                found = i;
            }
        }
        return found;
    }

    /** Takes the numbers off the names of the photos, if all have one. */
    private static List<Numbered> withoutNumbers(List<Numbered> lines) {
        List<Numbered> plain = new ArrayList<>(lines.size());
        for (Numbered one : lines) {
            Matcher numbered = NUMBERED.matcher(one.line().photo());
            if (!numbered.matches()) {
                return lines;
            }
            Line line = one.line();
            plain.add(new Numbered(one.number(), new Line(line.split(), numbered.group(1), line.caption())));
        }
        return plain;
    }
}
