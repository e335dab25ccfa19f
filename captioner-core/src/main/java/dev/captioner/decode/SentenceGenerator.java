package dev.captioner.decode;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Sentences for photos, one photo at a time or many. Safe for use by many threads at once.
 *
 * <p>The same photo and options give the same sentences with the same bits, alone or among others.
 */
public final class SentenceGenerator {
    /** Searches worked on together: their rows are enough to keep all processors busy. */
    private static final int TOGETHER = 32;

    private final Decoder decoder;

    /** A generator over a network. */
    public SentenceGenerator(Decoder decoder) {
        this.decoder = decoder;
    }

    /** Sentences for one photo, best first. */
    public List<Sentence> generate(EncodedPhoto photo, DecodingPlan plan) {
        return run(decoder.start(List.of(photo)), plan.newSearch());
    }

    /** Sentences that answer a question, best first: {@code asked} is one row, the question having been read. */
    public List<Sentence> generate(DecoderState asked, DecodingPlan plan) {
        return run(asked, plan.newSearch());
    }

    /**
     * Sentences for many photos: for each, in their order, what {@link #generate} gives.
     *
     * @param photos taken one by one as they are needed, so that not all have to be in memory
     */
    public List<List<Sentence>> generateAll(Iterable<RegionFeatures> photos, DecodingPlan plan) {
        List<Search> searches = new ArrayList<>();
        SearchBatch batch = new SearchBatch(decoder);
        Iterator<RegionFeatures> waiting = photos.iterator();
        while (waiting.hasNext() || batch.size() > 0) {
            while (waiting.hasNext() && batch.size() < TOGETHER) {
                Search search = plan.newSearch();
                searches.add(search);
                batch.add(decoder.look(waiting.next()), search);
            }
            batch.step();
        }
        return searches.stream().map(Search::sentences).toList();
    }

    /**
     * The exact log-probability of given sentences, in their order.
     *
     * @param sentences ids of their words, without start and end; {@link dev.captioner.text.Vocabulary#UNKNOWN} stands for words
     *     that the vocabulary does not have
     */
    public List<Sentence> score(EncodedPhoto photo, List<List<Integer>> sentences) {
        return score(decoder.start(List.of(photo)), sentences);
    }

    /** The same of answers to a question: {@code asked} is one row, the question having been read. */
    public List<Sentence> score(DecoderState asked, List<List<Integer>> sentences) {
        return run(asked, new ScoringSearch(sentences));
    }

    private List<Sentence> run(DecoderState started, Search search) {
        SearchBatch batch = new SearchBatch(decoder);
        if (!search.done()) {
            batch.add(started, search);
        }
        while (batch.size() > 0) {
            batch.step();
        }
        return search.sentences();
    }
}
