package dev.captioner.publish;

import dev.captioner.Caption;
import dev.captioner.Captioner;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.evaluate.CaptionMetrics;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.train.CaptionedPhoto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Captions photos and scores the captions against people's captions.
 *
 * @param captions the best caption of each photo by its name, in the order of the photos
 * @param scores as coco-caption computes them
 */
public record CaptionEvaluation(Map<String, String> captions, CaptionScores scores) {
    private static final int PHOTOS_AT_ONCE = 128;

    /**
     * Evaluates.
     *
     * @param progress told the number of photos done
     * @throws dev.captioner.image.PhotoException naming the first photo that cannot be read
     */
    public static CaptionEvaluation of(
            Captioner captioner, List<CaptionedPhoto> photos, DecodingOptions options, IntConsumer progress) {
        Map<String, List<String>> references = new LinkedHashMap<>();
        photos.forEach(photo -> references.put(photo.name(), photo.captions()));
        CaptionMetrics metrics = new CaptionMetrics(references);
        Map<String, String> captions = new LinkedHashMap<>();
        PhotoReader reader = new PhotoReader();
        for (int from = 0; from < photos.size(); from += PHOTOS_AT_ONCE) {
            List<CaptionedPhoto> some = photos.subList(from, Math.min(photos.size(), from + PHOTOS_AT_ONCE));
            List<Photo> pixels = new ArrayList<>();
            some.forEach(photo -> pixels.add(reader.read(photo.file())));
            List<List<Caption>> found = captioner.captionAll(pixels, options);
            for (int i = 0; i < some.size(); i++) {
                captions.put(some.get(i).name(), found.get(i).get(0).text());
            }
            progress.accept(from + some.size());
        }
        return new CaptionEvaluation(captions, metrics.evaluate(captions));
    }
}
