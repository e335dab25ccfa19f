package dev.captioner.publish;

import dev.captioner.Caption;
import dev.captioner.CaptionSink;
import dev.captioner.Captioner;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.evaluate.CaptionMetrics;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.image.PhotoReader;
import dev.captioner.train.CaptionedPhoto;
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
    /**
     * Captions the photos and scores the captions.
     *
     * @param progress receives the number of photos done
     * @throws dev.captioner.image.PhotoException naming the first photo that cannot be read
     */
    public static CaptionEvaluation of(
            Captioner captioner, List<CaptionedPhoto> photos, DecodingOptions options, IntConsumer progress) {
        Map<String, List<String>> references = new LinkedHashMap<>();
        photos.forEach(photo -> references.put(photo.name(), photo.captions()));
        CaptionMetrics metrics = new CaptionMetrics(references);
        Map<String, String> captions = new LinkedHashMap<>();
        PhotoReader reader = new PhotoReader();
        captioner.captionEach(photos, photo -> reader.read(photo.file()), options, new CaptionSink<>() {
            private int done;

            @Override
            public void captioned(CaptionedPhoto photo, List<Caption> found) {
                captions.put(photo.name(), found.get(0).text());
                progress.accept(++done);
            }
        });
        return new CaptionEvaluation(captions, metrics.evaluate(captions));
    }
}
