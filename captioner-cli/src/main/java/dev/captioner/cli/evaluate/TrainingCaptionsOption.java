package dev.captioner.cli.evaluate;

import dev.captioner.evaluate.CaptionStatistics;
import dev.captioner.text.CaptionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the captions a model was trained on, to count captions that it did not memorise. */
final class TrainingCaptionsOption {
    private static final String TRAINING_SPLIT = "train";

    @Option(
            names = "--training-captions",
            paramLabel = "FILE",
            description =
                    "captions that the model was trained on (their split 'train', if they have splits); adds the share of"
                            + " captions that are not among them")
    private @Nullable Path file;

    /** The file; null if the option was not given. */
    @Nullable
    Path file() {
        return file;
    }

    /** Statistics of captions; with the option, also the share of captions that are not training captions. */
    CaptionStatistics describe(Collection<String> captions) throws IOException {
        if (file == null) {
            return CaptionStatistics.of(captions);
        }
        CaptionFile captionFile = CaptionFile.read(file);
        Map<String, List<String>> training = captionFile.splits().contains(TRAINING_SPLIT)
                ? captionFile.captionsOfSplit(TRAINING_SPLIT)
                : captionFile.captions();
        return CaptionStatistics.of(
                captions, training.values().stream().flatMap(List::stream).toList());
    }
}
