package dev.captioner;

import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.DecodingWork;
import dev.captioner.decode.SentenceGenerator;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.PresenceQuestion;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Vocabulary;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a model's own captions of a photo say to a question whether one thing is in it: a thing that a caption names is more probably
 * there than the answer alone says. docs/decisions/answering.md has the measurements.
 */
final class CaptionEvidence {
    /** Five: what a beam search of the usual width finds. */
    private static final int CAPTIONS = 5;

    /**
     * ln(0.525 / 0.048): how many times as often one of five captions names a thing that is in the photo as one that is not, in 876
     * development questions.
     */
    private static final double LOG_RATIO = 2.4;

    private final SentenceGenerator generator;
    private final Vocabulary vocabulary;
    private final DecodingPlan plan;

    /** @param decoding of the captions */
    CaptionEvidence(SentenceGenerator generator, Vocabulary vocabulary, DecodingOptions decoding) {
        this.generator = generator;
        this.vocabulary = vocabulary;
        plan = new DecodingPlan(decoding.withBest(CAPTIONS), vocabulary);
    }

    /** The evidence for questions that are asked together. */
    Photos ofPhotos() {
        return new Photos();
    }

    /** Captions each photo at most once, however many questions are about it. For use by one thread. */
    final class Photos {
        private final IdentityHashMap<EncodedPhoto, Set<Integer>> words = new IdentityHashMap<>();

        /** What to add to the log-probability of "yes"; 0 where captions say nothing. */
        double forYes(EncodedPhoto photo, QuestionText question) {
            int thing = thing(question);
            if (thing == Vocabulary.UNKNOWN) {
                return 0;
            }
            Set<Integer> named = words.computeIfAbsent(photo, this::words);
            return named.contains(thing)
                            || named.contains(vocabulary.contentWords().otherNumber(thing))
                    ? LOG_RATIO
                    : 0;
        }

        private Set<Integer> words(EncodedPhoto photo) {
            return generator.generate(photo, plan).stream()
                    .flatMap(sentence -> sentence.ids().stream())
                    .collect(Collectors.toSet());
        }
    }

    /** The most work of {@link Photos#forYes}. */
    DecodingWork work(QuestionText question) {
        return thing(question) == Vocabulary.UNKNOWN ? DecodingWork.NONE : plan.work();
    }

    private int thing(QuestionText question) {
        return PresenceQuestion.thing(question).map(vocabulary::id).orElse(Vocabulary.UNKNOWN);
    }
}
