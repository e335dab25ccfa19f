package dev.captioner.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How hypotheses score against references, as coco-caption gives the values: not times 100.
 *
 * @param bleu1 BLEU with n-grams of one token, over the corpus, 0 to 1; and so on
 * @param rougeL the mean of ROUGE-L over the photos, 0 to 1
 * @param cider the mean of CIDEr-D over the photos, 0 to 10; what coco-caption prints as CIDEr
 * @param photos the scores of each photo, in the order of the hypotheses
 */
public record CaptionScores(
        double bleu1,
        double bleu2,
        double bleu3,
        double bleu4,
        double rougeL,
        double cider,
        Map<String, PhotoScores> photos) {
    /** Copies the map. */
    public CaptionScores {
        photos = Collections.unmodifiableMap(new LinkedHashMap<>(photos));
    }
}
