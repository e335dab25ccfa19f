package dev.captioner.cli.caption;

import dev.captioner.Captioner;
import dev.captioner.ScoredCaption;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.PhotoJson;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.options.ModelOption;
import dev.captioner.cli.options.PhotoLimitOptions;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores given sentences. */
@Command(
        name = "score",
        description = {"Scores sentences as captions of a photo.", "Prints LOG-PROBABILITY TAB SENTENCE, best first."})
public final class ScoreCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "PHOTO", description = "photo file")
    private Path file = Path.of("");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SENTENCE", description = "sentences to score")
    private List<String> sentences = new ArrayList<>();

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private PhotoLimitOptions limits = new PhotoLimitOptions();

    @Option(names = "--json", description = "print one JSON object: file and captions, best first; or file and error")
    private boolean json;

    public ScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Photo photo;
        try {
            photo = limits.reader().read(file);
        } catch (PhotoException e) {
            if (!json) {
                throw e;
            }
            console.print(Json.line(new PhotoJson(file.toString(), null, e.getMessage())));
            return CommandLine.ExitCode.SOFTWARE;
        }
        try (Captioner captioner = Captioner.load(model.folder())) {
            List<ScoredCaption> ranked = score(captioner, photo).stream()
                    .sorted(Comparator.comparingDouble(
                                    (ScoredCaption scored) -> scored.caption().logProbability())
                            .reversed())
                    .toList();
            print(ranked);
            return CommandLine.ExitCode.OK;
        }
    }

    private List<ScoredCaption> score(Captioner captioner, Photo photo) {
        try {
            return captioner.score(photo, sentences);
        } catch (IllegalArgumentException e) { // a sentence without words
            throw new UsageException(e);
        }
    }

    private void print(List<ScoredCaption> ranked) {
        if (json) {
            console.print(Json.line(new PhotoJson(file.toString(), ranked, null)));
            return;
        }
        for (ScoredCaption scored : ranked) {
            console.print("%.3f\t%s"
                    .formatted(
                            scored.caption().logProbability(), scored.caption().text()));
            if (!scored.unknownWords().isEmpty()) {
                console.say("not in the vocabulary, scored as the unknown word: "
                        + String.join(", ", scored.unknownWords()));
            }
        }
    }
}
