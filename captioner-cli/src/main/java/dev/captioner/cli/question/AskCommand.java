package dev.captioner.cli.question;

import dev.captioner.AnswerOptions;
import dev.captioner.Captioner;
import dev.captioner.Reply;
import dev.captioner.bundle.ModelException;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.options.ModelOption;
import dev.captioner.cli.options.OverwriteOption;
import dev.captioner.cli.options.PhotoLimitOptions;
import dev.captioner.file.OutputFile;
import dev.captioner.heatmap.HeatMap;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.text.AnswerChoices;
import dev.captioner.text.QuestionText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a question about a photo. */
@Command(
        name = "ask",
        description = {"Answers a question about a photo.", "Prints the best answers, each with its probability."})
public final class AskCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "PHOTO", description = "photo file")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "QUESTION",
            description = "question in English, such as \"what animal is this?\"")
    private String question = "";

    @Option(
            names = "--choices",
            paramLabel = "\"A|B|C\"",
            description = "rank these 2 to 20 answers instead of the model's own list; may be repeated")
    private List<String> choices = new ArrayList<>();

    @Option(names = "--top", paramLabel = "K", description = "print the K best answers (default: 5, or all --choices)")
    private @Nullable Integer top;

    @Option(names = "--free", description = "generate answers word by word; they need not be in the model's list")
    private boolean free;

    @Option(
            names = "--heatmap",
            paramLabel = "FILE",
            description = "draw the attention over the photo and the question as a PNG file")
    private @Nullable Path heatMap;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private PhotoLimitOptions limits = new PhotoLimitOptions();

    @Mixin
    private OverwriteOption overwrite = new OverwriteOption();

    @Option(
            names = "--json",
            description = "print one JSON object: file, question, kind, answers and more; or file and error")
    private boolean json;

    public AskCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        QuestionText asked;
        AnswerOptions options;
        try {
            asked = QuestionText.of(question);
            options = options();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
        OutputFile drawing = heatMap == null
                ? null
                : overwrite.outputs().reading("PHOTO", file).file("--heatmap", heatMap);
        if (drawing != null) {
            drawing.check();
        }
        ReplyPrinter printer = new ReplyPrinter(console, json);
        Photo photo;
        try {
            photo = limits.reader().read(file);
        } catch (PhotoException e) {
            printer.rejected(file, e);
            return CommandLine.ExitCode.SOFTWARE;
        }
        try (Captioner captioner = Captioner.load(model.folder())) {
            if (!captioner.canAnswer()) {
                throw new ModelException(model.folder()
                        + ": this model does not answer questions; choose one that does with --model, such as one"
                        + " trained with 'captioner train answers'");
            }
            Reply reply = captioner.ask(photo, asked.text(), options);
            printer.answered(file, reply);
            if (drawing != null) {
                drawing.make(part -> HeatMap.write(photo, reply, part));
            }
            return CommandLine.ExitCode.OK;
        }
    }

    private AnswerOptions options() {
        AnswerChoices among = choices.isEmpty()
                ? null
                : AnswerChoices.of(choices.stream()
                        .flatMap(some -> Arrays.stream(some.split("\\|", -1)))
                        .toList());
        AnswerOptions defaults = among == null ? AnswerOptions.DEFAULT : AnswerOptions.among(among);
        return new AnswerOptions(top == null ? defaults.top() : top, among, free);
    }
}
