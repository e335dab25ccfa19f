package dev.captioner.batch.target;

import dev.captioner.batch.sheet.PhotoSheet;
import dev.captioner.batch.sheet.PhotoSheet.Line;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.file.OutputFile;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTML page of photos with their captions, the least certain first, limited to a number that a person can review.
 * A single file with embedded thumbnails, without scripts and without external resources.
 *
 * @param most photos on it
 */
record ContactSheet(OutputFile file, PhotoSource source, int most) implements FileTarget {
    private static final String INTRODUCTION =
            "Under each photo: its caption, how certain the model is of it (the geometric mean of the probabilities of its words),"
                    + " and its file. The least certain come first.";
    private static final Comparator<PhotoRow> LEAST_CERTAIN_FIRST = Comparator.comparingDouble(
                    (PhotoRow row) -> described(row).best().confidence())
            .thenComparing(PhotoRow::place);

    private static Described described(PhotoRow row) {
        if (row.described() == null) {
            throw new IllegalArgumentException("expected a row with a description, found " + row);
        }
        return row.described();
    }

    @Override
    public void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException {
        PriorityQueue<PhotoRow> least = new PriorityQueue<>(LEAST_CERTAIN_FIRST.reversed());
        long captioned = 0;
        long photos = 0;
        for (PhotoRow row : rows) {
            photos++;
            if (row.described() == null) {
                continue;
            }
            captioned++;
            least.add(row);
            if (least.size() > most) {
                least.remove();
            }
        }
        List<PhotoSheet.Card> cards = cards(least.stream()
                .sorted(Comparator.comparingLong(PhotoRow::place)) // the order in which a source is read
                .toList());
        String title = (captioned > cards.size() ? "The " + cards.size() + " least certain of " : "")
                + captioned
                + (captioned == 1 ? " caption" : " captions");
        String below = photos == captioned ? "" : "; " + (photos - captioned) + " photos have none";
        file.write(new PhotoSheet(title, title + below, INTRODUCTION, cards)::writeTo);
    }

    private List<PhotoSheet.Card> cards(List<PhotoRow> rows) throws IOException {
        Map<PhotoRow, PhotoSheet.Card> cards = new TreeMap<>(LEAST_CERTAIN_FIRST);
        try (Originals originals = new Originals(source)) {
            for (PhotoRow row : rows) {
                cards.put(row, PhotoSheet.Card.of(photo(originals.of(row)), lines(row)));
            }
        }
        return List.copyOf(cards.values());
    }

    private @Nullable Photo photo(Originals.Original original) {
        if (!(original instanceof Originals.Same same)) {
            return null;
        }
        try {
            return source.reader().read(same.bytes());
        } catch (PhotoException e) { // it was decoded before; on a busy machine it may now exceed the time limit
            return null;
        }
    }

    private static List<Line> lines(PhotoRow row) {
        Described described = described(row);
        List<Line> lines = new ArrayList<>();
        lines.add(new Line.Caption(described.best().text()));
        for (Described.Answered answered : described.answers()) {
            lines.add(new Line.Answer(
                    answered.question() + (answered.abstained() ? " unsure:" : ""),
                    answered.best().text(),
                    percent(answered.best().probability())));
        }
        lines.add(new Line.File(percent(described.best().confidence()), row.name()));
        return lines;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f\u202F%%", 100 * share);
    }
}
