package dev.captioner.evaluate;

import dev.captioner.evaluate.treebank.TreebankTokeniser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * BLEU, ROUGE-L and CIDEr-D of captions as coco-caption computes them, from raw text. The references are split and counted
 * once, so that one object can judge many sets of hypotheses. Immutable, for any number of threads.
 */
public final class CaptionMetrics {
    private static final int PHOTOS_NAMED = 3;

    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private final Map<String, List<List<String>>> references = new LinkedHashMap<>();
    private final Cider<String> cider;

    /**
     * Prepares the references.
     *
     * @param references captions of each photo as people wrote them; at least one photo, at least one caption each
     */
    public CaptionMetrics(Map<String, List<String>> references) {
        references.forEach((photo, captions) -> this.references.put(
                photo, captions.stream().map(TreebankTokeniser::tokens).toList()));
        Map<String, List<List<String>>> words = new LinkedHashMap<>();
        this.references.forEach((photo, sentences) ->
                words.put(photo, sentences.stream().map(CaptionMetrics::words).toList()));
        this.cider = new Cider<>(words);
    }

    /**
     * Scores one caption a photo.
     *
     * @param hypotheses the caption of each photo that has references, and of no other
     * @throws IllegalArgumentException when hypotheses and references do not name the same photos
     */
    public CaptionScores evaluate(Map<String, String> hypotheses) {
        requireSamePhotos(hypotheses.keySet());
        Bleu bleu = new Bleu();
        Map<String, PhotoScores> photos = new LinkedHashMap<>();
        hypotheses.forEach((photo, caption) -> {
            List<String> tokens = TreebankTokeniser.tokens(caption);
            List<List<String>> sentences = Objects.requireNonNull(references.get(photo));
            bleu.add(bleu(photo, tokens));
            photos.put(
                    photo, new PhotoScores(tokens, RougeL.score(tokens, sentences), cider.score(photo, words(tokens))));
        });
        return new CaptionScores(
                bleu.score(1),
                bleu.score(2),
                bleu.score(3),
                bleu.score(4),
                photos.values().stream()
                        .mapToDouble(PhotoScores::rougeL)
                        .average()
                        .orElse(0),
                photos.values().stream()
                        .mapToDouble(PhotoScores::cider)
                        .average()
                        .orElse(0),
                photos);
    }

    /** BLEU of the tokens of one caption. */
    Bleu bleu(String photo, List<String> tokens) {
        Bleu bleu = new Bleu();
        bleu.add(
                words(tokens),
                Objects.requireNonNull(references.get(photo)).stream()
                        .map(CaptionMetrics::words)
                        .toList());
        return bleu;
    }

    private void requireSamePhotos(Set<String> hypotheses) {
        List<String> withoutHypothesis = missing(references.keySet(), hypotheses);
        List<String> withoutReferences = missing(hypotheses, references.keySet());
        if (!withoutHypothesis.isEmpty() || !withoutReferences.isEmpty()) {
            throw new IllegalArgumentException("hypotheses and references must name the same photos; found "
                    + described(withoutHypothesis) + " without a hypothesis and " + described(withoutReferences)
                    + " without references");
        }
    }

    private static List<String> missing(Set<String> wanted, Set<String> present) {
        return wanted.stream().filter(photo -> !present.contains(photo)).toList();
    }

    /** The number of photos and the names of the first few. */
    private static String described(List<String> photos) {
        String names = photos.stream().limit(PHOTOS_NAMED).collect(Collectors.joining(", "));
        String more = photos.size() > PHOTOS_NAMED ? ", ..." : "";
        return photos.isEmpty() ? "0" : photos.size() + " (" + names + more + ")";
    }

    /** BLEU and CIDEr split a token that has a space inside, such as the fraction "2 1/2"; ROUGE-L does not. */
    private static List<String> words(List<String> tokens) {
        return tokens.stream().flatMap(SPACES::splitAsStream).toList();
    }
}
