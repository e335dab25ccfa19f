package dev.captioner.cli.question;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.options.FileForms;
import dev.captioner.cli.options.SplitArguments;
import dev.captioner.file.OutputFile;
import dev.captioner.text.QuestionLine;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.questions.CaptionQuestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Generates questions from captions. */
@Command(
        name = "captions",
        description = {
            "Generates questions with answers from captions that people wrote.",
            "The yes/no questions about a thing are balanced: as many with the answer yes as with no."
        })
final class QuestionsCaptionsCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--captions",
            required = true,
            paramLabel = "FILE",
            description = "captions: " + FileForms.CAPTIONS + "; may be repeated")
    private List<Path> captions = new ArrayList<>();

    @Mixin
    private SplitArguments splits = new SplitArguments();

    @Mixin
    private QuestionOutput output = new QuestionOutput();

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "seed of the selection among all possible questions (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    QuestionsCaptionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        OutputFile file = output.check("--captions", captions, splits.files());
        CaptionSplits captioned = CaptionSplits.NONE;
        for (Path written : captions) {
            captioned = captioned.and(splits.read(written, Path.of(""), console));
        }
        List<QuestionLine> questions = CaptionQuestions.of(captioned, seed);
        if (questions.isEmpty()) {
            int photos = captioned.training().size() + captioned.development().size();
            throw new IOException(
                    "the captions of " + photos + " photos yield no question; the rules need several captions"
                            + " per photo and words that occur in several photos");
        }
        output.write(file, questions, console);
        return CommandLine.ExitCode.OK;
    }
}
