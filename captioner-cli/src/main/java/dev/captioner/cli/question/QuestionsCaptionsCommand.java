package dev.captioner.cli.question;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.Version;
import dev.captioner.cli.files.PhotoList;
import dev.captioner.text.CaptionFile;
import dev.captioner.text.QuestionFile;
import dev.captioner.text.QuestionLine;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.questions.CaptionQuestions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes questions out of captions. */
@Command(
        name = "captions",
        description = "Makes questions out of captions that people wrote, as many with yes as with no for every thing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
final class QuestionsCaptionsCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--captions",
            required = true,
            paramLabel = "FILE",
            description =
                    "captions by people, UTF-8: [split TAB] file TAB caption, several lines a photo; may be repeated")
    private List<Path> captions = new ArrayList<>();

    @Option(
            names = "--train-photos",
            paramLabel = "FILE",
            description = "names of photos to learn from, for caption files without splits")
    private @Nullable Path trainPhotos;

    @Option(
            names = "--dev-photos",
            paramLabel = "FILE",
            description =
                    "names of the photos to judge by, and no others (default: the split 'dev', or one photo in ten)")
    private @Nullable Path devPhotos;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "where the questions go")
    private Path out = Path.of("");

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "which of all possible questions are asked (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private long seed;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    QuestionsCaptionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Set<String> training = trainPhotos == null ? Set.of() : PhotoList.read(trainPhotos);
        Set<String> development = devPhotos == null ? Set.of() : PhotoList.read(devPhotos);
        CaptionSplits splits = new CaptionSplits(List.of(), List.of());
        for (Path file : captions) {
            splits = splits.and(CaptionSplits.of(CaptionFile.read(file), Path.of(""), training, development));
        }
        List<QuestionLine> questions = CaptionQuestions.of(splits, seed);
        if (questions.isEmpty()) {
            int photos = splits.training().size() + splits.development().size();
            throw new IOException("no question can be made of the captions of " + photos + " photos; the rules need"
                    + " several captions a photo and words that come again, give more captions");
        }
        new QuestionFile(questions).write(out);
        QuestionCounts counts = QuestionCounts.of(out, questions);
        console.print(json ? Json.line(counts) : counts.table());
        return 0;
    }
}
