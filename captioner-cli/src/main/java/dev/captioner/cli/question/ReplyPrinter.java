package dev.captioner.cli.question;

import dev.captioner.Abstention;
import dev.captioner.Answer;
import dev.captioner.Reply;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.PhotoJson;
import dev.captioner.image.PhotoException;
import java.nio.file.Path;

/** Prints answers on standard output and notes about them on standard error. */
final class ReplyPrinter {
    private final Console console;
    private final boolean json;

    /**
     * A printer.
     *
     * @param json whether to print one JSON object instead of text
     */
    ReplyPrinter(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    void answered(Path file, Reply reply) {
        if (json) {
            console.print(Json.line(new ReplyJson(file.toString(), reply)));
            return;
        }
        int width = reply.answers().stream()
                .map(ReplyPrinter::line)
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .max()
                .orElseThrow();
        for (Answer answer : reply.answers()) {
            String text = line(answer);
            String blanks = " ".repeat(width - text.codePointCount(0, text.length()));
            console.print(text + blanks + "  %5.1f %%".formatted(100 * answer.probability()));
        }
        explain(reply);
    }

    void rejected(Path file, PhotoException problem) {
        String message = String.valueOf(problem.getMessage());
        if (json) {
            console.print(Json.line(new PhotoJson(file.toString(), null, message)));
        } else {
            console.say(message);
        }
    }

    /** Choices come from the user and may contain line breaks; an answer is one line. */
    private static String line(Answer answer) {
        return answer.text().replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    private void explain(Reply reply) {
        if (!reply.unknownWords().isEmpty()) {
            console.say("not in the vocabulary, read as the unknown word: " + String.join(", ", reply.unknownWords()));
        }
        if (reply.fromPhotoAlone()) {
            console.say("no word of the question is in the vocabulary; the answer depends on the photo alone");
        }
        reply.abstention().ifPresent(reason -> console.say(because(reason)));
    }

    private static String because(Abstention reason) {
        return switch (reason) {
            case LOW_CONFIDENCE -> "low confidence: the model abstains from this answer";
            case UNKNOWN_WORDS -> "most content words of the question are unknown: the model abstains from this answer";
            case UNKNOWN_LANGUAGE ->
                "most words of the question are unknown, and the model reads English only: it abstains from this answer";
        };
    }
}
