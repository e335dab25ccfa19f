package dev.captioner.cli.caption;

import dev.captioner.Caption;
import dev.captioner.CaptionSink;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.PhotoJson;
import dev.captioner.image.PhotoException;
import java.nio.file.Path;
import java.util.List;

/** Prints the captions of each photo when they are ready. */
final class CaptionPrinter implements CaptionSink<Path> {
    private final Console console;
    private final boolean withFile;
    private final boolean json;
    private int rejected;

    /**
     * A printer.
     *
     * @param withFile whether each line of text begins with the name of the photo
     * @param json whether to print JSON objects instead of text
     */
    CaptionPrinter(Console console, boolean withFile, boolean json) {
        this.console = console;
        this.withFile = withFile;
        this.json = json;
    }

    @Override
    public void captioned(Path file, List<Caption> captions) {
        if (json) {
            console.print(Json.line(new PhotoJson(file.toString(), captions, null)));
            return;
        }
        for (Caption caption : captions) {
            String score = captions.size() > 1 ? "%.3f\t".formatted(caption.logProbability()) : "";
            console.print((withFile ? file + "\t" : "") + score + caption.text());
            if (caption.truncated()) {
                console.say(file + ": caption truncated at the maximum length of "
                        + caption.tokens().size());
            }
        }
    }

    @Override
    public void rejected(Path file, PhotoException problem) {
        rejected++;
        String message = String.valueOf(problem.getMessage());
        if (json) {
            console.print(Json.line(new PhotoJson(file.toString(), null, message)));
        } else {
            console.say(message);
        }
    }

    /** The number of photos without a caption. */
    int rejected() {
        return rejected;
    }
}
