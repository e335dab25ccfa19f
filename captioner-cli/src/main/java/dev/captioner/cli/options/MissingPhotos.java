package dev.captioner.cli.options;

import dev.captioner.cli.console.Console;
import dev.captioner.train.AskedPhoto;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.CaptionedPhoto;
import dev.captioner.train.QuestionSplits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that decides what happens when photos that a caption or question file names do not exist. */
public final class MissingPhotos {
    private static final int EXAMPLES = 3;

    /** What to do. */
    enum Policy {
        SKIP,
        FAIL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--missing",
            paramLabel = "skip|fail",
            description =
                    "what to do if photos that a file names do not exist: go on without them, or fail before any work (default:"
                            + " ${DEFAULT-VALUE})")
    private Policy policy = Policy.FAIL;

    /**
     * Checks captioned photos.
     *
     * @param file that names the photos
     * @param images folder of the photos
     * @return those that exist; the number of the others is printed
     * @throws IOException when some do not exist and are not to be skipped, or none exists
     */
    public List<CaptionedPhoto> existing(List<CaptionedPhoto> photos, Path file, Path images, Console console)
            throws IOException {
        return present(photos, CaptionedPhoto::file, CaptionedPhoto::name, file, images, console)
                .apply(photos);
    }

    /** Checks the photos of both splits, like {@link #existing(List, Path, Path, Console)}. */
    public CaptionSplits existing(CaptionSplits splits, Path file, Path images, Console console) throws IOException {
        List<CaptionedPhoto> all = Stream.concat(splits.training().stream(), splits.development().stream())
                .toList();
        UnaryOperator<List<CaptionedPhoto>> present =
                present(all, CaptionedPhoto::file, CaptionedPhoto::name, file, images, console);
        return new CaptionSplits(present.apply(splits.training()), present.apply(splits.development()));
    }

    /** Checks the photos of both splits, like {@link #existing(List, Path, Path, Console)}. */
    public QuestionSplits existing(QuestionSplits splits, Path file, Path images, Console console) throws IOException {
        List<AskedPhoto> all = Stream.concat(splits.training().stream(), splits.development().stream())
                .toList();
        UnaryOperator<List<AskedPhoto>> present =
                present(all, AskedPhoto::file, AskedPhoto::name, file, images, console);
        return new QuestionSplits(present.apply(splits.training()), present.apply(splits.development()));
    }

    /** Checks the photos of the development split, like {@link #existing(List, Path, Path, Console)}. */
    public QuestionSplits existingDevelopment(QuestionSplits splits, Path file, Path images, Console console)
            throws IOException {
        QuestionSplits asked = existing(new QuestionSplits(List.of(), splits.development()), file, images, console);
        return new QuestionSplits(splits.training(), asked.development());
    }

    /** Checks all photos at once; returns what removes those that do not exist from a list. */
    private <T> UnaryOperator<List<T>> present(
            List<T> all, Function<T, Path> file, Function<T, String> name, Path listing, Path images, Console console)
            throws IOException {
        Map<Path, String> names = new LinkedHashMap<>();
        all.forEach(photo -> names.putIfAbsent(file.apply(photo), name.apply(photo)));
        Set<Path> missing = missing(names, listing, images, console);
        return photos -> photos.stream()
                .filter(photo -> !missing.contains(file.apply(photo)))
                .toList();
    }

    private Set<Path> missing(Map<Path, String> names, Path file, Path images, Console console) throws IOException {
        Set<Path> missing = names.keySet().stream()
                .filter(photo -> !Files.isRegularFile(photo))
                .collect(Collectors.toSet());
        if (missing.isEmpty()) {
            return missing;
        }
        String examples = names.entrySet().stream()
                .filter(photo -> missing.contains(photo.getKey()))
                .limit(EXAMPLES)
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
        String problem = file + ": " + missing.size() + " of the " + names.size()
                + " photos that it names do not exist in " + images + ": " + examples
                + (missing.size() > EXAMPLES ? ", ..." : "");
        if (missing.size() == names.size()) {
            throw new IOException(problem + "; check --images");
        }
        if (policy == Policy.FAIL) {
            throw new IOException(problem + "; check --images, or go on without them with --missing skip");
        }
        console.say("skipped: " + problem);
        return missing;
    }
}
