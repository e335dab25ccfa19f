package dev.captioner.train;

import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Turns captioned photos into examples. */
final class Examples {
    private Examples() {}

    /**
     * Examples of the photos that have features. Captions longer than the recipe allows, or without a word, are left out; a photo
     * with more captions than a batch holds gives several examples.
     */
    static List<Example> of(
            List<CaptionedPhoto> photos,
            Map<Path, Integer> slots,
            Map<Path, Integer> mirroredSlots,
            Vocabulary vocabulary,
            TrainingRecipe recipe) {
        List<Example> examples = new ArrayList<>();
        for (CaptionedPhoto photo : photos) {
            Integer slot = slots.get(photo.file());
            Integer mirroredSlot = mirroredSlots.get(photo.file());
            if (slot == null || mirroredSlot == null) {
                continue;
            }
            List<int[]> sentences =
                    sentences(photo.captions(), vocabulary, recipe.captions().maximumWords());
            int step = recipe.captions().captionsPerPhoto();
            for (int from = 0; from < sentences.size(); from += step) {
                int[][] group = sentences
                        .subList(from, Math.min(sentences.size(), from + step))
                        .toArray(int[][]::new);
                examples.add(new Example(photo.name(), slot, mirroredSlot, vocabulary.start(photo.style()), group));
            }
        }
        return examples;
    }

    private static List<int[]> sentences(List<String> captions, Vocabulary vocabulary, int maximumWords) {
        return captions.stream()
                .map(caption -> Tokeniser.words(caption).stream()
                        .mapToInt(vocabulary::id)
                        .toArray())
                .filter(ids -> ids.length > 0 && ids.length <= maximumWords)
                .sorted(Comparator.comparingInt(ids -> ids.length))
                .toList();
    }
}
