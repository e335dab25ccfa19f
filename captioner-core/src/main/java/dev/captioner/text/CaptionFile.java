package dev.captioner.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Captions of photos, read from a text file ({@link TextReader}: UTF-8, or UTF-16 with a byte order mark) in one of these forms:
 *
 * <ul>
 *   <li>a {@link Table} of tabs, commas or semicolons whose first line names the columns, one of which is the photo's ({@code file},
 *       {@code image}, {@code file_name} ...) and one the caption's ({@code caption}, {@code comment}, {@code sentence},
 *       {@code text}); {@code split} is optional, others are ignored
 *   <li>a table without such a line: {@code file, caption} or {@code split, file, caption}; the first line decides
 *   <li>COCO's {@code captions_*.json}: {@code images} and {@code annotations}
 *   <li>Karpathy's {@code dataset_*.json}: {@code images} with {@code split} and {@code sentences}. Where it has {@code filepath}, the
 *       photo is {@code filepath/filename}
 * </ul>
 *
 * <p>In a table there is one caption a row and several rows a photo. If all photos end like {@code dog.jpg#0}, as in the original form of
 * Flickr8k, the number sign and number are taken off. Blank lines and white space around a value are ignored. Anything else is an error
 * that names the line: another number of columns, an empty column, control characters in a file name, a caption of more than 10,000
 * characters.
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
        try (TextReader text = TextReader.open(file)) {
            return new CaptionFile(
                    CaptionJson.begins(text) ? new CaptionJson(text).read() : CaptionTable.captions(text));
        }
    }

    /**
     * Reads a file of hypotheses: one caption of each photo, in the forms of {@link #read}. A caption may be empty. A table without a line
     * that names the columns is {@code file, caption}.
     *
     * @return the caption of each photo, in the order of the file
     * @throws CaptionFileException when the file does not keep to the format or a photo has two captions
     * @throws IOException when it cannot be read
     */
    public static Map<String, String> readHypotheses(Path file) throws IOException {
        try (TextReader text = TextReader.open(file)) {
            if (!CaptionJson.begins(text)) {
                return CaptionTable.hypotheses(text);
            }
            Map<String, String> captions = new LinkedHashMap<>();
            for (Line line : new CaptionJson(text).read()) {
                if (captions.putIfAbsent(line.photo(), line.caption()) != null) {
                    throw new CaptionFileException(
                            text.name(), "expected one caption a photo, found a second one of '" + line.photo() + "'");
                }
            }
            return captions;
        }
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
