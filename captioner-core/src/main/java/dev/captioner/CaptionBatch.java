package dev.captioner;

import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.Search;
import dev.captioner.decode.SearchBatch;
import dev.captioner.model.Decoder;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.Vocabulary;
import java.util.List;

/**
 * Captions that are worked on together, word by word. They may join and leave between any two words; each comes out the same,
 * bit for bit, as alone. Not safe for use by several threads at once.
 */
public final class CaptionBatch {
    private final Vocabulary vocabulary;
    private final SearchBatch searches;

    CaptionBatch(Decoder decoder, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        searches = new SearchBatch(decoder);
    }

    /**
     * Lets the captions of a photo join.
     *
     * @param photo looked at by the captioner that the batch comes from
     * @param plan of the same captioner
     */
    public Member add(EncodedPhoto photo, DecodingPlan plan) {
        Search search = plan.newSearch();
        searches.add(photo, search);
        return new Member(search, photo.grid());
    }

    /** How many photos' captions are not done. */
    public int size() {
        return searches.size();
    }

    /** Takes all captions one word further; those that are done with it leave. */
    public void step() {
        searches.step();
    }

    /** The captions of one photo on their way. */
    public final class Member {
        private final Search search;
        private final int grid;

        private Member(Search search, int grid) {
            this.search = search;
            this.grid = grid;
        }

        /** Whether the captions are there. */
        public boolean done() {
            return search.done();
        }

        /** The words that every caption that can still come begins with: grows from step to step. */
        public List<Token> stablePrefix() {
            return search.stablePrefix().stream()
                    .map(word -> Token.of(vocabulary.token(word.id()), word, grid))
                    .toList();
        }

        /** The captions, best first; only when done. */
        public List<Caption> captions() {
            return Caption.of(search.sentences(), vocabulary, grid);
        }

        /** Gives them up. */
        public void leave() {
            searches.remove(search);
        }
    }
}
