package dev.captioner.decode;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A decoder whose distribution of the next word is any function of the words before: every sentence's score can be enumerated. */
final class TableDecoder implements Decoder {
    private final NetworkShape shape;
    private final Function<List<Integer>, double[]> weights;

    /**
     * A decoder.
     *
     * @param weights of the next word after the words so far, by id; divided by their sum they are its probabilities
     */
    TableDecoder(int vocabulary, Function<List<Integer>, double[]> weights) {
        shape = new NetworkShape(1, 1, 1, vocabulary, 1, NetworkShape.AttentionKind.DOT);
        this.weights = weights;
    }

    /** Weights that are as good as random but the same for the same seed and words. */
    static TableDecoder random(int vocabulary, long seed) {
        return new TableDecoder(vocabulary, words -> {
            double[] weights = new double[vocabulary];
            for (int word = 0; word < vocabulary; word++) {
                weights[word] = 0.01 + CounterRandom.uniform(seed, words.hashCode(), word);
            }
            return weights;
        });
    }

    double[] weights(List<Integer> words) {
        return weights.apply(words);
    }

    /** Natural logarithms of the probabilities of the next word, as a step gives them. */
    float[] logProbabilities(List<Integer> words) {
        double[] row = weights.apply(words);
        double sum = 0;
        for (double weight : row) {
            sum += weight;
        }
        float[] logs = new float[row.length];
        for (int word = 0; word < row.length; word++) {
            logs[word] = (float) Math.log(row[word] / sum);
        }
        return logs;
    }

    /** The log-probability of a complete sentence. */
    double score(List<Integer> sentence) {
        double sum = 0;
        for (int i = 0; i < sentence.size(); i++) {
            sum += logProbabilities(sentence.subList(0, i))[sentence.get(i)];
        }
        return sum + logProbabilities(sentence)[Vocabulary.END];
    }

    private record State(List<List<Integer>> sentences) implements DecoderState {
        @Override
        public int rows() {
            return sentences.size();
        }
    }

    static EncodedPhoto photo() {
        return () -> 1;
    }

    @Override
    public NetworkShape shape() {
        return shape;
    }

    @Override
    public EncodedPhoto look(RegionFeatures features) {
        return photo();
    }

    @Override
    public DecoderState start(List<EncodedPhoto> photos) {
        return new State(photos.stream().map(photo -> List.<Integer>of()).toList());
    }

    /** A question is a sentence begun: what follows depends on its words. */
    @Override
    public List<Asked> ask(List<EncodedPhoto> photos, List<int[]> questions) {
        return questions.stream()
                .map(question -> new Asked(
                        new State(List.of(Arrays.stream(question).boxed().toList())), new float[][] {{1}}))
                .toList();
    }

    @Override
    public Step step(DecoderState state, int[] parents, int[] words) {
        List<List<Integer>> sentences = new ArrayList<>();
        float[][] logProbabilities = new float[words.length][];
        float[][] attention = new float[words.length][];
        for (int row = 0; row < words.length; row++) {
            List<Integer> sentence = new ArrayList<>(((State) state).sentences().get(parents[row]));
            if (words[row] != Vocabulary.START) {
                sentence.add(words[row]);
            }
            sentences.add(sentence);
            logProbabilities[row] = logProbabilities(sentence);
            attention[row] = new float[] {1};
        }
        return new Step(new State(sentences), logProbabilities, attention);
    }

    @Override
    public DecoderState join(List<DecoderState> states) {
        return new State(states.stream()
                .flatMap(state -> ((State) state).sentences().stream())
                .toList());
    }
}
