package dev.captioner.model;

import dev.captioner.api.Internal;
import dev.captioner.encode.RegionFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A decoder that divides the rows of each step into slices and computes one after the other, so that others can have the processors
 * in between. Rows do not depend on each other, so the numbers are the same, bit for bit.
 */
@Internal
public final class SlicedDecoder implements Decoder {
    private final Decoder decoder;
    private final Pace pace;

    /** When slices begin, and how large they are. */
    public interface Pace {
        /**
         * Called on the thread of the step before each slice; may wait.
         *
         * @return most rows of the slice, at least 1
         * @throws RuntimeException to give the step up; the step throws it too
         */
        int next();

        /** Called on the thread of the step after each slice, with its number of rows. */
        void done(int rows);
    }

    /** The slices of another decoder. */
    public SlicedDecoder(Decoder decoder, Pace pace) {
        this.decoder = decoder;
        this.pace = pace;
    }

    @Override
    public NetworkShape shape() {
        return decoder.shape();
    }

    @Override
    public EncodedPhoto look(RegionFeatures features) {
        return decoder.look(features);
    }

    @Override
    public DecoderState start(List<EncodedPhoto> photos) {
        return decoder.start(photos);
    }

    @Override
    public List<Asked> ask(List<EncodedPhoto> photos, List<int[]> questions) {
        return decoder.ask(photos, questions);
    }

    @Override
    public DecoderState join(List<DecoderState> states) {
        return decoder.join(states);
    }

    @Override
    public Step step(DecoderState state, int[] parents, int[] words) {
        if (parents.length != words.length) {
            return decoder.step(state, parents, words); // throws
        }
        List<Step> slices = new ArrayList<>();
        for (int from = 0; from < words.length || slices.isEmpty(); ) {
            int to = Math.min(words.length, from + Math.max(1, pace.next()));
            slices.add(decoder.step(state, Arrays.copyOfRange(parents, from, to), Arrays.copyOfRange(words, from, to)));
            pace.done(to - from);
            from = to;
        }
        return slices.size() == 1 ? slices.get(0) : joined(slices);
    }

    private Step joined(List<Step> slices) {
        return new Step(
                decoder.join(slices.stream().map(Step::state).toList()),
                slices.stream()
                        .map(Step::logProbabilities)
                        .flatMap(Arrays::stream)
                        .toArray(float[][]::new),
                slices.stream().map(Step::attention).flatMap(Arrays::stream).toArray(float[][]::new));
    }
}
