package dev.captioner.cli.question;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.options.OverwriteOption;
import dev.captioner.file.OutputFile;
import dev.captioner.text.QuestionFile;
import dev.captioner.text.QuestionLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where a question file goes and how its counts are printed. */
final class QuestionOutput {
    @Option(names = "--out", required = true, paramLabel = "FILE", description = "question file to write")
    private Path out = Path.of("");

    @Mixin
    private OverwriteOption overwrite = new OverwriteOption();

    @Option(names = "--json", description = "print the counts as one JSON object")
    private boolean json;

    /**
     * Checks, before anything is read, that the file can be written.
     *
     * @param option the option or argument that names the inputs
     * @param splits the files that divide the photos of the inputs
     */
    OutputFile check(String option, List<Path> inputs, List<Path> splits) throws IOException {
        OutputFile file = overwrite
                .outputs()
                .reading(option, inputs)
                .reading("--train-photos, --dev-photos", splits)
                .file("--out", out);
        file.check();
        return file;
    }

    /** Writes the questions and prints their counts. */
    void write(OutputFile file, List<QuestionLine> questions, Console console) throws IOException {
        file.make(new QuestionFile(questions)::write);
        QuestionCounts counts = QuestionCounts.of(out, questions);
        console.print(json ? Json.line(counts) : counts.table());
    }
}
