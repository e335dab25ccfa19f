package dev.captioner.cli.question;

import dev.captioner.cli.console.Console;
import dev.captioner.file.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Converts easy-VQA to a question file. */
@Command(
        name = "easy-vqa",
        description = {
            "Converts the data of the Python package easy-vqa 1.0 to a question file.",
            "Its test questions become the split 'dev'. DIR is the folder easy_vqa/data of the unpacked package; give it as --images when training."
        })
final class QuestionsEasyVqaCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "folder with train/questions.json and test/questions.json")
    private Path folder = Path.of("");

    @Mixin
    private QuestionOutput output = new QuestionOutput();

    QuestionsEasyVqaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        OutputFile file = output.check("DIR", EasyVqa.files(folder), List.of());
        output.write(file, EasyVqa.read(folder), console);
        return CommandLine.ExitCode.OK;
    }
}
