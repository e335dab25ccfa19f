package dev.captioner.train;

import dev.captioner.text.CaptionFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Captioned photos divided into those to learn from and those to judge by.
 *
 * @param training to learn from
 * @param development to judge by
 */
public record CaptionSplits(List<CaptionedPhoto> training, List<CaptionedPhoto> development) {
    /** Without lists and splits, every so many photos one is kept to judge by. */
    private static final int ONE_IN = 10;

    private static final String TRAINING = "train";
    private static final Set<String> DEVELOPMENT = Set.of("dev", "val", "validation");

    /** Copies the lists. */
    public CaptionSplits {
        training = List.copyOf(training);
        development = List.copyOf(development);
    }

    /**
     * Divides the photos of one caption file: by the lists where they are given, else by the file's own splits, else one photo in
     * ten, by order of name, is kept to judge by.
     *
     * @param images folder of the photos
     * @param trainingPhotos names to learn from; empty for all that are not to judge by
     * @param developmentPhotos names to judge by, and no others; empty when the file has to say
     */
    public static CaptionSplits of(
            CaptionFile captions, Path images, Set<String> trainingPhotos, Set<String> developmentPhotos) {
        Map<String, String> splitOf = new LinkedHashMap<>();
        captions.lines().forEach(line -> splitOf.putIfAbsent(line.photo(), line.split()));
        boolean hasSplits = captions.splits().contains(TRAINING);
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
            boolean learned = hasSplits ? split.equals(TRAINING) : trainingPhotos.isEmpty();
            if (judged) {
                development.add(photo);
            } else if (learned || trainingPhotos.contains(name)) {
                training.add(photo);
            }
        });
        return new CaptionSplits(training, development);
    }

    /** Both together. */
    public CaptionSplits and(CaptionSplits other) {
        List<CaptionedPhoto> allTraining = new ArrayList<>(training);
        allTraining.addAll(other.training);
        List<CaptionedPhoto> allDevelopment = new ArrayList<>(development);
        allDevelopment.addAll(other.development);
        return new CaptionSplits(allTraining, allDevelopment);
    }
}
