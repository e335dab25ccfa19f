package dev.captioner.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Captions of photos, read from a UTF-8 file with one caption a line and several lines a photo:
 *
 * <pre>file TAB caption               every line of the file has two columns, or
 *split TAB file TAB caption     every line has three</pre>
 *
 * <p>The first line decides between the two. A byte order mark, carriage returns, blank lines and white space around
 * a column are ignored. Anything else is an error that names the line: another number of columns, an empty column,
 * control characters in a file name, a caption of more than 10,000 characters, bytes that are not UTF-8.
 *
 * @param lines in the order of the file; at least one
 */
public record CaptionFile(List<Line> lines) {
    /**
     * One caption.
     *
     * @param split the part of the data that the photo belongs to, such as "train"; empty in a file of two columns
     * @param photo the name of the photo's file
     * @param caption as it was written, not tokenised
     */
    public record Line(String split, String photo, String caption) {}

    private static final int WITHOUT_SPLIT = 2;
    private static final int WITH_SPLIT = 3;

    /** Copies the list. */
    public CaptionFile {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a caption file.
     *
     * @throws CaptionFileException when the file does not keep to the format
     * @throws IOException when it cannot be read
     */
    public static CaptionFile read(Path file) throws IOException {
        List<TabSeparatedLine> lines = captionLines(file);
        int width = lines.get(0).columns().size();
        if (width != WITHOUT_SPLIT && width != WITH_SPLIT) {
            throw lines.get(0)
                    .failure("expected 'file TAB caption' or 'split TAB file TAB caption', found "
                            + TabSeparatedLine.described(width));
        }
        List<Line> captions = new ArrayList<>(lines.size());
        for (TabSeparatedLine line : lines) {
            line.requireColumns(width, "as in the first line");
            String split = width == WITH_SPLIT ? line.requireText(0, "a split") : "";
            String photo = line.requirePhoto(width - 2);
            line.requireText(width - 1, "a caption");
            captions.add(new Line(split, photo, line.requireCaption(width - 1)));
        }
        return new CaptionFile(captions);
    }

    /**
     * Reads a file of hypotheses: {@code file TAB caption}, one line a photo. A caption may be empty.
     *
     * @return the caption of each photo, in the order of the file
     * @throws CaptionFileException when the file does not keep to the format or a photo has two lines
     * @throws IOException when it cannot be read
     */
    public static Map<String, String> readHypotheses(Path file) throws IOException {
        Map<String, String> captions = new LinkedHashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (TabSeparatedLine line : captionLines(file)) {
            line.requireColumns(WITHOUT_SPLIT, "'file TAB caption'");
            String photo = line.requirePhoto(0);
            Integer earlier = numbers.putIfAbsent(photo, line.number());
            if (earlier != null) {
                throw line.failure("expected one caption a photo, found a second one of '" + photo
                        + "', the first is in line " + earlier);
            }
            captions.put(photo, line.requireCaption(1));
        }
        return captions;
    }

    private static List<TabSeparatedLine> captionLines(Path file) throws IOException {
        List<TabSeparatedLine> lines = TabSeparatedLines.read(file);
        if (lines.isEmpty()) {
            throw new CaptionFileException(file, "expected a caption a line, found none");
        }
        return lines;
    }

    /** The names of the splits in order of appearance; only the empty name in a file of two columns. */
    public Set<String> splits() {
        Set<String> splits = new LinkedHashSet<>();
        lines.forEach(line -> splits.add(line.split()));
        return splits;
    }

    /** The captions of each photo; photos and captions in the order of the file. */
    public Map<String, List<String>> captions() {
        return captions(line -> true);
    }

    /**
     * The captions of each photo of one split; photos and captions in the order of the file.
     *
     * @throws IllegalArgumentException when no line has that split
     */
    public Map<String, List<String>> captionsOfSplit(String split) {
        if (!splits().contains(split)) {
            throw new IllegalArgumentException("the caption file has no split '" + split + "', "
                    + (splits().stream().allMatch(String::isEmpty) ? "and no splits at all" : "only " + splits()));
        }
        return captions(line -> line.split().equals(split));
    }

    /**
     * The captions of the given photos, in the order in which they are given.
     *
     * @throws IllegalArgumentException when a photo has no caption
     */
    public Map<String, List<String>> captionsOf(Collection<String> photos) {
        Map<String, List<String>> all = captions();
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        for (String photo : photos) {
            List<String> captions = all.get(photo);
            if (captions == null) {
                throw new IllegalArgumentException("the caption file has no caption of photo '" + photo + "'");
            }
            chosen.put(photo, captions);
        }
        return Collections.unmodifiableMap(chosen);
    }

    private Map<String, List<String>> captions(Predicate<Line> wanted) {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        for (Line line : lines) {
            if (wanted.test(line)) {
                captions.computeIfAbsent(line.photo(), photo -> new ArrayList<>())
                        .add(line.caption());
            }
        }
        captions.replaceAll((photo, list) -> List.copyOf(list));
        return Collections.unmodifiableMap(captions);
    }
}
