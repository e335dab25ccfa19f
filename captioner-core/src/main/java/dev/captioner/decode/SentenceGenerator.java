package dev.captioner.decode;

import dev.captioner.api.Internal;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentences of photos and of questions, each call from start to end ({@link JointDecoding} does the work). Safe for use by
 * several threads at once.
 *
 * <p>The same input and options give the same sentences with the same bits, alone or among others. Each method throws what the
 * decoder throws.
 */
@Internal
public final class SentenceGenerator {
    private final Decoder decoder;

    /** A generator that decodes with a network. */
    public SentenceGenerator(Decoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Sentences that describe a photo, best first.
     *
     * @param photo made by this decoder
     * @return at least one, at most as many as the plan's options ask for
     */
    public List<Sentence> generate(EncodedPhoto photo, DecodingPlan plan) {
        return run(decoder.start(List.of(photo)), plan.newSearch());
    }

    /**
     * Sentences that answer a question, best first.
     *
     * @param asked one row made by this decoder: the question has been read
     * @return at least one, at most as many as the plan's options ask for
     */
    public List<Sentence> generate(DecoderState asked, DecodingPlan plan) {
        return run(asked, plan.newSearch());
    }

    /**
     * Sentences that describe many photos, decoded together.
     *
     * @param photos read one by one as they are needed, so that not all have to be in memory
     * @return for each photo, in order, what {@link #generate(EncodedPhoto, DecodingPlan)} gives for it
     */
    public List<List<Sentence>> generateAll(Iterable<RegionFeatures> photos, DecodingPlan plan) {
        JointDecoding decoding = new JointDecoding(decoder, JointDecoding.DEFAULT_CAPACITY);
        List<JointDecoding.Member> members = new ArrayList<>();
        for (RegionFeatures photo : photos) {
            decoding.makeRoom();
            members.add(decoding.admit(decoder.look(photo), plan.newSearch()));
        }
        decoding.finish();
        return members.stream().map(JointDecoding.Member::sentences).toList();
    }

    /**
     * The exact log-probabilities of given sentences that describe a photo.
     *
     * @param photo made by this decoder
     * @param sentences word ids of each, without start and end; {@link Vocabulary#UNKNOWN} stands for words that the vocabulary
     *     does not have
     * @param start the token that is read before the first word of each, {@link Vocabulary#START} or that of a style
     * @return one for each sentence given, in the same order
     */
    public List<Sentence> score(EncodedPhoto photo, List<List<Integer>> sentences, int start) {
        return run(decoder.start(List.of(photo)), new ScoringSearch(sentences, start));
    }

    /**
     * The exact log-probabilities of given answers to a question.
     *
     * @param asked one row made by this decoder: the question has been read
     * @param answers word ids of each, without start and end; {@link Vocabulary#UNKNOWN} stands for words that the vocabulary does
     *     not have
     * @return one for each answer given, in the same order
     */
    public List<Sentence> score(DecoderState asked, List<List<Integer>> answers) {
        return run(asked, new ScoringSearch(answers, Vocabulary.START));
    }

    private List<Sentence> run(DecoderState start, Search search) {
        JointDecoding decoding = new JointDecoding(decoder, 1);
        JointDecoding.Member member = decoding.admit(start, search);
        decoding.finish();
        return member.sentences();
    }
}
