package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoSource;
import dev.captioner.file.OutputFile;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import javax.imageio.ImageIO;

/**
 * An HTML page of photos with their captions, the least certain first, limited to a number that a person can review.
 * A single file with embedded thumbnails, without scripts and without external resources.
 *
 * @param most photos on it
 */
record ContactSheet(OutputFile file, PhotoSource source, int most) implements FileTarget {
    private static final PhotoReader READER = new PhotoReader();
    private static final int SIDE = 240; // pixels of a thumbnail; the largest size in which they are shown
    private static final Comparator<PhotoRow> LEAST_CERTAIN_FIRST = Comparator.comparingDouble(
                    (PhotoRow row) -> described(row).best().confidence())
            .thenComparing(PhotoRow::place);

    private static Described described(PhotoRow row) {
        if (row.described() == null) {
            throw new IllegalArgumentException("expected a row with a description, found " + row);
        }
        return row.described();
    }

    /** A photo on the page; {@code thumbnail} is the address of its picture, or empty. */
    private record Card(PhotoRow row, String thumbnail) {}

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
        List<Card> cards = cards(least.stream()
                .sorted(Comparator.comparingLong(PhotoRow::place)) // the order in which a source is read
                .toList());
        String title = (captioned > cards.size() ? "The " + cards.size() + " least certain of " : "")
                + captioned
                + (captioned == 1 ? " caption" : " captions");
        String below = photos == captioned ? "" : "; " + (photos - captioned) + " photos have none";
        file.write(out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write(HEAD.formatted(title, title + below));
            for (Card card : cards) {
                writer.write(html(card));
            }
            writer.write("</ol>\n</main>\n");
            writer.flush();
        });
    }

    private List<Card> cards(List<PhotoRow> rows) throws IOException {
        List<Card> cards = new ArrayList<>();
        try (Originals originals = new Originals(source)) {
            for (PhotoRow row : rows) {
                cards.add(new Card(row, thumbnail(originals.of(row))));
            }
        }
        cards.sort(Comparator.comparing(Card::row, LEAST_CERTAIN_FIRST));
        return cards;
    }

    private String thumbnail(Originals.Original original) throws IOException {
        if (!(original instanceof Originals.Same same)) {
            return "";
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(shrunk(READER.read(same.bytes())), "jpg", out);
            return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (PhotoException e) { // it was decoded before; on a busy machine it may now exceed the time limit
            return "";
        }
    }

    private static BufferedImage shrunk(Photo photo) {
        BufferedImage image = new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[photo.width()];
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                int at = (y * photo.width() + x) * 3;
                row[x] = ((photo.rgb()[at] & 0xff) << 16)
                        | ((photo.rgb()[at + 1] & 0xff) << 8)
                        | (photo.rgb()[at + 2] & 0xff);
            }
            image.setRGB(0, y, photo.width(), 1, row, 0, photo.width());
        }
        int longest = Math.max(photo.width(), photo.height());
        if (longest <= SIDE) {
            return image;
        }
        int width = Math.max(1, photo.width() * SIDE / longest);
        int height = Math.max(1, photo.height() * SIDE / longest);
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return small;
    }

    private static String html(Card card) {
        Described described = described(card.row());
        StringBuilder html = new StringBuilder("<li>\n");
        html.append(
                card.thumbnail().isEmpty()
                        ? "<div class=\"lost\">the photo can no longer be read</div>\n"
                        : "<img alt=\"\" loading=\"lazy\" src=\"" + card.thumbnail() + "\">\n");
        html.append("<p class=\"caption\">")
                .append(escaped(described.best().text()))
                .append("</p>\n");
        for (Described.Answered answered : described.answers()) {
            html.append("<p class=\"answer\">")
                    .append(escaped(answered.question()))
                    .append(answered.abstained() ? " unsure: <b>" : " <b>")
                    .append(escaped(answered.best().text()))
                    .append("</b> ")
                    .append(percent(answered.best().probability()))
                    .append("</p>\n");
        }
        return html.append("<p class=\"file\"><span>")
                .append(percent(described.best().confidence()))
                .append("</span> ")
                .append(escaped(card.row().name()))
                .append("</p>\n</li>\n")
                .toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f&#8239;%%", 100 * share);
    }

    /** Escapes text for HTML. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
            body { margin: 0 auto; max-width: 1400px; padding: 1rem; }
            h1 { font-size: 1.3rem; }
            ol { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); list-style: none; padding: 0; }
            li { min-width: 0; }
            img, .lost { display: block; height: 180px; width: 100%%; }
            img { object-fit: contain; object-position: left bottom; }
            .lost { align-items: center; border: 1px dashed; box-sizing: border-box; display: flex; justify-content: center; opacity: .6; }
            p { margin: .3rem 0; overflow-wrap: anywhere; }
            .caption { font-weight: 600; }
            .file { font-size: .85rem; opacity: .75; }
            </style>
            <main>
            <h1>%s</h1>
            <p>Under each photo: its caption, how certain the model is of it (the geometric mean of the probabilities of its words),
            and its file. The least certain come first.</p>
            <ol>
            """;
}
