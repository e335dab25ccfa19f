package dev.captioner.cli.question;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.text.QuestionFile;
import dev.captioner.text.QuestionLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say where a question file goes and how its counts are printed. */
final class QuestionOutput {
    @Option(names = "--out", required = true, paramLabel = "FILE", description = "question file to write")
    private Path out = Path.of("");

    @Option(names = "--json", description = "print the counts as one JSON object")
    private boolean json;

    /** Writes the questions and prints their counts. */
    void write(List<QuestionLine> questions, Console console) throws IOException {
        new QuestionFile(questions).write(out);
        QuestionCounts counts = QuestionCounts.of(out, questions);
        console.print(json ? Json.line(counts) : counts.table());
    }
}
