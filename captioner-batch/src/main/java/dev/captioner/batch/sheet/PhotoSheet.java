package dev.captioner.batch.sheet;

import dev.captioner.image.Photo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTML page of photos with lines of text under each. All texts are escaped.
 *
 * @param title of the page
 * @param heading above the photos
 * @param introduction what stands under each photo
 * @param cards the photos, in their order on the page
 */
public record PhotoSheet(String title, String heading, String introduction, List<Card> cards) {
    /** Copies the list. */
    public PhotoSheet {
        cards = List.copyOf(cards);
    }

    /** A line of text. */
    public sealed interface Line {
        /** The most important line: a caption. */
        record Caption(String text) implements Line {}

        /** A question with its answer, and what stands behind it. */
        record Answer(String question, String answer, String behind) implements Line {}

        /** Text in small letters. */
        record Note(String text) implements Line {}

        /** The name of the file, and a number before it. */
        record File(String number, String name) implements Line {}
    }

    /**
     * A photo on the page.
     *
     * @param thumbnail the address of its picture; null when there is none any more
     */
    public record Card(@Nullable String thumbnail, List<Line> lines) {
        /** Copies the list. */
        public Card {
            lines = List.copyOf(lines);
        }

        /** A card of a photo; null for one that can no longer be read. */
        public static Card of(@Nullable Photo photo, List<Line> lines) {
            return new Card(photo == null ? null : Thumbnail.address(photo), lines);
        }
    }

    /** Writes the page in UTF-8. The stream stays open. */
    public void writeTo(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(HEAD.formatted(escaped(title), escaped(heading), escaped(introduction)));
        for (Card card : cards) {
            writer.write("<li>\n");
            writer.write(
                    card.thumbnail() == null
                            ? "<div class=\"lost\">the photo can no longer be read</div>\n"
                            : "<img alt=\"\" loading=\"lazy\" src=\"" + card.thumbnail() + "\">\n");
            for (Line line : card.lines()) {
                writer.write(html(line));
            }
            writer.write("</li>\n");
        }
        writer.write("</ol>\n</main>\n");
        writer.flush();
    }

    private static String html(Line line) {
        if (line instanceof Line.Caption caption) {
            return "<p class=\"caption\">" + escaped(caption.text()) + "</p>\n";
        }
        if (line instanceof Line.Answer answer) {
            return "<p class=\"answer\">" + escaped(answer.question()) + " <b>" + escaped(answer.answer()) + "</b> "
                    + escaped(answer.behind()) + "</p>\n";
        }
        if (line instanceof Line.File file) {
            return "<p class=\"file\"><span>" + escaped(file.number()) + "</span> " + escaped(file.name()) + "</p>\n";
        }
        return "<p class=\"note\">" + escaped(((Line.Note) line).text()) + "</p>\n";
    }

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
            .note { font-size: .85rem; }
            </style>
            <main>
            <h1>%s</h1>
            <p>%s</p>
            <ol>
            """;
}
