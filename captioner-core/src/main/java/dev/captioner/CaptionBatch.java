package dev.captioner;

import dev.captioner.api.Internal;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.JointDecoding;
import dev.captioner.model.Decoder;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.Vocabulary;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Captions that are decoded together, one word at a time: {@link JointDecoding} with photos in and captions out. Photos are
 * admitted and evicted between any two steps. Each photo gets the same captions, bit for bit, alone or among others, and a
 * failure while one is captioned leaves the others alone; when a step of the network fails, all photos in flight fail with it.
 *
 * <p>Work is done in {@link #step}, on the caller's thread. Not safe for use by several threads at once.
 */
@Internal
public final class CaptionBatch {
    private final Vocabulary vocabulary;
    private final JointDecoding decoding;

    CaptionBatch(Decoder decoder, Vocabulary vocabulary, int capacity) {
        this.vocabulary = vocabulary;
        decoding = new JointDecoding(decoder, capacity);
    }

    /**
     * Admits a photo. It is captioned from the next step on.
     *
     * @param photo encoded by the captioner that made the batch
     * @param plan of the same captioner
     * @throws IllegalStateException when there is no room
     */
    public Member admit(EncodedPhoto photo, DecodingPlan plan) {
        return new Member(decoding.admit(photo, plan.newSearch()), photo.grid());
    }

    /** Most photos in flight. */
    public int capacity() {
        return decoding.capacity();
    }

    /** How many photos have been admitted and have neither been captioned, nor failed, nor been evicted. */
    public int inFlight() {
        return decoding.inFlight();
    }

    /** Whether a photo can be admitted. */
    public boolean hasRoom() {
        return decoding.hasRoom();
    }

    /** Advances the captions of all photos in flight by one word. Throws nothing: failures reach {@link Member#captions}. */
    public void step() {
        decoding.step();
    }

    /** Steps until there is room for a photo. */
    public void makeRoom() {
        decoding.makeRoom();
    }

    /** Steps until no photo is in flight. */
    public void finish() {
        decoding.finish();
    }

    /** The captions of one photo, from its admission to the result. */
    public final class Member {
        private final JointDecoding.Member member;
        private final int grid;

        private Member(JointDecoding.Member member, int grid) {
            this.member = member;
            this.grid = grid;
        }

        /** Whether the photo is no longer in flight: it has been captioned, has failed or was evicted. */
        public boolean finished() {
            return member.finished();
        }

        /**
         * The tokens that the best caption is certain to begin with: none at first, more from step to step, all once it is
         * complete.
         *
         * @throws CancellationException when the photo was evicted
         * @throws RuntimeException what made captioning fail, or an Error
         */
        public List<Token> stablePrefix() {
            return member.stablePrefix().stream()
                    .map(word -> Token.of(vocabulary.token(word.id()), word, grid))
                    .toList();
        }

        /**
         * The captions, best first.
         *
         * @throws IllegalStateException when the photo is in flight
         * @throws CancellationException when the photo was evicted
         * @throws RuntimeException what made captioning fail, or an Error
         */
        public List<Caption> captions() {
            return Caption.of(member.sentences(), vocabulary, grid);
        }

        /** Gives the photo up before its next step. No effect when it is no longer in flight. */
        public void evict() {
            member.evict();
        }
    }
}
