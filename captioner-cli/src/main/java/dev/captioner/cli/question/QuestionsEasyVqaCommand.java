package dev.captioner.cli.question;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.Version;
import dev.captioner.text.QuestionFile;
import dev.captioner.text.QuestionLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns easy-VQA into a question file. */
@Command(
        name = "easy-vqa",
        description = {
            "Turns the data of the Python package easy-vqa 1.0 into a question file; its test questions become split 'dev'.",
            "DIR is the folder easy_vqa/data of the unpacked package, and the folder of the photos from then on."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
final class QuestionsEasyVqaCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "folder with train/questions.json and test/questions.json")
    private Path folder = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "where the questions go")
    private Path out = Path.of("");

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    QuestionsEasyVqaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<QuestionLine> questions = EasyVqa.read(folder);
        new QuestionFile(questions).write(out);
        QuestionCounts counts = QuestionCounts.of(out, questions);
        console.print(json ? Json.line(counts) : counts.table());
        return 0;
    }
}
