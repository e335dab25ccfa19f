package dev.captioner.train;

import dev.captioner.text.CaptionFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Captioned photos divided into a training and a development split.
 *
 * @param training the training split
 * @param development the development split
 */
public record CaptionSplits(List<CaptionedPhoto> training, List<CaptionedPhoto> development) {
    /** Without lists and splits, one photo in so many is in the development split. */
    private static final int ONE_IN = 10;

    /** No photos. */
    public static final CaptionSplits NONE = new CaptionSplits(List.of(), List.of());

    /** {@code restval} is in Karpathy's splits of COCO: validation photos that are trained on. */
    private static final Set<String> TRAINING = Set.of("train", "restval");

    private static final Set<String> DEVELOPMENT = Set.of("dev", "val", "validation");

    /** Copies the lists. */
    public CaptionSplits {
        training = List.copyOf(training);
        development = List.copyOf(development);
    }

    /**
     * Divides the photos of one caption file: by the lists when they are given, otherwise by the file's own splits,
     * otherwise every tenth photo in the order of names is in the development split.
     *
     * @param images folder of the photos
     * @param trainingPhotos names of the training split; empty for all photos outside the development split
     * @param developmentPhotos names of the whole development split; empty when the file's splits decide
     */
    public static CaptionSplits of(
            CaptionFile captions, Path images, Set<String> trainingPhotos, Set<String> developmentPhotos) {
        Map<String, String> splitOf = new LinkedHashMap<>();
        captions.lines().forEach(line -> splitOf.putIfAbsent(line.photo(), line.split()));
        boolean hasSplits = captions.splits().stream().anyMatch(TRAINING::contains);
        Set<String> kept = new LinkedHashSet<>(developmentPhotos);
        if (kept.isEmpty() && !hasSplits) {
            List<String> names = splitOf.keySet().stream().sorted().toList();
            for (int i = ONE_IN - 1; i < names.size(); i += ONE_IN) {
                kept.add(names.get(i));
            }
        }
        List<CaptionedPhoto> training = new ArrayList<>();
        List<CaptionedPhoto> development = new ArrayList<>();
        captions.captions().forEach((name, texts) -> {
            CaptionedPhoto photo = new CaptionedPhoto(name, images.resolve(name), texts);
            String split = splitOf.getOrDefault(name, "");
            boolean judged = kept.isEmpty() ? DEVELOPMENT.contains(split) : kept.contains(name);
            boolean learned = hasSplits ? TRAINING.contains(split) : trainingPhotos.isEmpty();
            if (judged) {
                development.add(photo);
            } else if (learned || trainingPhotos.contains(name)) {
                training.add(photo);
            }
        });
        return new CaptionSplits(training, development);
    }

    /**
     * Divides the photos of one caption file: by the file's own splits, or, where it has none, one photo in ten, by order of name, is
     * kept for development.
     *
     * @param images folder of the photos
     */
    public static CaptionSplits of(CaptionFile captions, Path images) {
        return of(captions, images, Set.of(), Set.of());
    }

    /** The same photos with captions of a style; null for none. */
    public CaptionSplits inStyle(@Nullable String style) {
        return new CaptionSplits(inStyle(training, style), inStyle(development, style));
    }

    private static List<CaptionedPhoto> inStyle(List<CaptionedPhoto> photos, @Nullable String style) {
        return photos.stream()
                .map(photo -> new CaptionedPhoto(photo.name(), photo.file(), photo.captions(), style))
                .toList();
    }

    /** Both together. A photo that has captions of the same style in both has them all. */
    public CaptionSplits and(CaptionSplits other) {
        return new CaptionSplits(joined(training, other.training), joined(development, other.development));
    }

    private static List<CaptionedPhoto> joined(List<CaptionedPhoto> some, List<CaptionedPhoto> more) {
        record Key(Path file, @Nullable String style) {}
        Map<Key, CaptionedPhoto> all = new LinkedHashMap<>();
        Stream.concat(some.stream(), more.stream())
                .forEach(photo -> all.merge(
                        new Key(photo.file(), photo.style()),
                        photo,
                        (first, second) -> new CaptionedPhoto(
                                first.name(),
                                first.file(),
                                Stream.concat(first.captions().stream(), second.captions().stream())
                                        .toList(),
                                first.style())));
        return List.copyOf(all.values());
    }
}
