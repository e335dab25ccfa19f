package dev.captioner.cli.question;

import dev.captioner.Answer;
import dev.captioner.Reply;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.PhotoJson;
import dev.captioner.image.PhotoException;
import java.nio.file.Path;

/** Prints what a model answers: the answers as results, what is to be known about them as messages. */
final class ReplyPrinter {
    private final Console console;
    private final boolean json;

    /**
     * A printer.
     *
     * @param json whether to print an object for programs, which says everything, instead of lines for people
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

    void refused(Path file, PhotoException problem) {
        String message = String.valueOf(problem.getMessage());
        if (json) {
            console.print(Json.line(new PhotoJson(file.toString(), null, message)));
        } else {
            console.say(message);
        }
    }

    /** Choices come from outside and may hold anything; an answer is one line. */
    private static String line(Answer answer) {
        return answer.text().replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    private void explain(Reply reply) {
        if (!reply.unknownWords().isEmpty()) {
            console.say(
                    "not in the vocabulary, so read as the unknown word: " + String.join(", ", reply.unknownWords()));
        }
        if (reply.fromPhotoAlone()) {
            console.say("no word of the question is known, so the answer comes from the photo alone");
        }
        if (reply.abstained()) {
            console.say("the best answer is too doubtful: the model would rather give none");
        }
    }
}
