package dev.captioner.cli.train;

import dev.captioner.bundle.TrainingData;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.options.MissingPhotos;
import dev.captioner.cli.options.SplitArguments;
import dev.captioner.text.QuestionFile;
import dev.captioner.text.Vocabulary;
import dev.captioner.train.AskedPhoto;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.CaptionedPhoto;
import dev.captioner.train.QuestionSplits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of photos with captions, questions or both.
 *
 * @param images folder of the photos
 * @param captions caption file
 * @param questions question file
 * @param data {@code NAME=LICENCE} for the model card; null for the name of the caption file or of the folder
 * @param style of the captions; null for none
 */
record DataSet(
        Path images,
        @Nullable Path captions,
        @Nullable Path questions,
        @Nullable String data,
        @Nullable String style) {
    /** Checks the name of the style. */
    DataSet {
        if (style != null) {
            try {
                Vocabulary.styleToken(style);
            } catch (IllegalArgumentException e) {
                throw new UsageException(e);
            }
        }
    }

    /**
     * What the files of a data set hold.
     *
     * @param description for the model card: counts of the training split
     */
    record Content(CaptionSplits captions, QuestionSplits questions, TrainingData description) {}

    /** The files that a training reads beside the photos, and the model that it starts from. */
    static List<Path> files(List<DataSet> sets, SplitArguments splits, @Nullable Path from) {
        List<Path> files = new ArrayList<>(splits.files());
        sets.forEach(set -> Stream.of(Optional.ofNullable(set.captions), Optional.ofNullable(set.questions))
                .flatMap(Optional::stream)
                .forEach(files::add));
        if (from != null) {
            files.add(from);
        }
        return files;
    }

    /** @throws UsageException when it has neither captions nor questions */
    Content read(SplitArguments splits, MissingPhotos missing, Console console) throws IOException {
        if (captions == null && questions == null) {
            throw new UsageException("--images " + images + " needs --captions, --questions or both after it");
        }
        CaptionSplits captioned = captions == null
                ? CaptionSplits.NONE
                : missing.existing(splits.read(captions, images, console), captions, images, console)
                        .inStyle(style);
        QuestionSplits asked = questions == null
                ? QuestionSplits.NONE
                : missing.existing(readQuestions(questions, console), questions, images, console);
        return new Content(captioned, asked, description(captioned, asked));
    }

    private QuestionSplits readQuestions(Path file, Console console) throws IOException {
        QuestionFile read = QuestionFile.read(file);
        QuestionSplits divided = QuestionSplits.of(read, images, String.valueOf(file.getFileName()));
        int unused = read.lines().size()
                - divided.training().size()
                - divided.development().size();
        if (unused > 0) {
            console.say(file + ": questions in neither split, which are not used: " + unused
                    + "; the file has the splits " + String.join(", ", read.splits()));
        }
        return divided;
    }

    private TrainingData description(CaptionSplits captioned, QuestionSplits asked) {
        long photos = Stream.concat(
                        captioned.training().stream().map(CaptionedPhoto::name),
                        asked.training().stream().map(AskedPhoto::name))
                .distinct()
                .count();
        int sentences = captioned.training().stream()
                .mapToInt(photo -> photo.captions().size())
                .sum();
        String[] nameAndLicence = data == null
                ? new String[] {String.valueOf((captions == null ? images : captions).getFileName())}
                : data.split("=", 2);
        return new TrainingData(
                nameAndLicence[0],
                Math.toIntExact(photos),
                sentences + asked.training().size(),
                nameAndLicence.length > 1 ? nameAndLicence[1] : "not stated");
    }
}
