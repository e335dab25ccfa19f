package dev.captioner.model.inference;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.Tensor;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.Weights;
import java.util.ArrayList;
import java.util.List;

/** docs/network.md in double precision, equation by equation, one sentence at a time: slow and plain. */
final class ReferenceNetwork {
    private final NetworkShape shape;
    private final Weights weights;

    ReferenceNetwork(NetworkShape shape, Weights weights) {
        this.shape = shape;
        this.weights = weights;
    }

    /** Natural logarithms and attention of every step. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Prediction(double[] logProbabilities, double[] attention) {}

    /** What is predicted after each of the given words, the photo having been read first. */
    List<Prediction> read(RegionFeatures features, int[] words) {
        double[][] read = new double[words.length][];
        for (int t = 0; t < words.length; t++) {
            read[t] = row("embedding", words[t]);
        }
        double[][] none = new double[2][shape.units()];
        return decode(regions(features), photo(features), none, new double[2][shape.units()], read);
    }

    /** What is predicted after each of the given words of an answer, the photo and the question having been read first. */
    List<Prediction> answer(RegionFeatures features, int[] question, int[] words) {
        int q = shape.questionUnits();
        double[][] onward = new double[question.length][];
        double[][] back = new double[question.length][];
        double[] forwardHidden = new double[q];
        double[] forwardCell = new double[q];
        double[] backwardHidden = new double[q];
        double[] backwardCell = new double[q];
        double[][] evident = new double[question.length][];
        for (int k = 0; k < question.length; k++) { // (11)
            evident[k] = evident(row("embedding", question[k]), regions(features));
        }
        for (int k = 0; k < question.length; k++) { // (12)
            int mirrored = question.length - 1 - k;
            lstm("question_forward_lstm", evident[k], forwardHidden, forwardCell);
            lstm("question_backward_lstm", evident[mirrored], backwardHidden, backwardCell);
            onward[k] = forwardHidden.clone();
            back[mirrored] = backwardHidden.clone();
        }
        List<double[]> memory = new ArrayList<>(List.of(regions(features)));
        for (int k = 0; k < question.length; k++) { // (13)
            memory.add(add(evident[k], layer(concatenate(onward[k], back[k]), "question.memory")));
        }
        double[][] places = memory.toArray(double[][]::new);
        double[] summary = concatenate(forwardHidden, backwardHidden);
        double[] selected = layer(summary, "question.query"); // (14)
        for (int hop = 1; hop <= shape.hops(); hop++) { // (15)
            double[] wanted = times(selected, "question.hop" + hop);
            double[] scores = new double[places.length];
            for (int l = 0; l < scores.length; l++) {
                for (int e = 0; e < wanted.length; e++) {
                    scores[l] += wanted[e] * places[l][e] / Math.sqrt(wanted.length);
                }
            }
            double[] found = context(places, softmax(scores));
            double[] match = new double[found.length];
            for (int e = 0; e < match.length; e++) {
                match[e] = wanted[e] * found[e];
            }
            selected = add(add(selected, found), match);
        }
        double[] start = layer(summary, "question.start"); // (16)
        double[][] h = new double[2][shape.units()];
        double[][] c = new double[2][shape.units()];
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (int j = 0; j < shape.units(); j++) {
                h[layer][j] = Math.tanh(start[2 * layer * shape.units() + j]);
                c[layer][j] = Math.tanh(start[(2 * layer + 1) * shape.units() + j]);
            }
        }
        double[][] read = new double[question.length + 1 + words.length][]; // (17)
        for (int k = 0; k < question.length; k++) {
            read[k] = row("embedding", question[k]);
        }
        read[question.length] = selected;
        for (int t = 0; t < words.length; t++) {
            read[question.length + 1 + t] = row("embedding", words[t]);
        }
        List<Prediction> all = decode(places, photo(features), h, c, read);
        return all.subList(question.length + 1, all.size());
    }

    private double[] evident(double[] word, double[][] regions) {
        double sum = 0;
        for (double[] region : regions) {
            double[] nothing = new double[shape.units()];
            double[] said = times(concatenate(nothing, region), "output.weight");
            double score = 0;
            for (int e = 0; e < said.length; e++) {
                score += said[e] * word[e];
            }
            sum += Math.exp(score);
        }
        double evidence = Math.log(sum / regions.length);
        double[] evident = word.clone();
        for (int e = 0; e < evident.length; e++) {
            evident[e] += evidence * vector("question.evidence")[e];
        }
        return evident;
    }

    private double[][] regions(RegionFeatures features) {
        double[][] regions = new double[features.regions()][];
        for (int l = 0; l < regions.length; l++) {
            double[] a = new double[shape.channels()];
            for (int d = 0; d < a.length; d++) {
                a[d] = features.values()[l * a.length + d];
            }
            regions[l] = relu(layer(a, "regions")); // (1)
        }
        return regions;
    }

    private double[] photo(RegionFeatures features) {
        double[] mean = new double[shape.channels()];
        for (int i = 0; i < features.values().length; i++) {
            mean[i % mean.length] += features.values()[i] / (double) features.regions();
        }
        return relu(layer(mean, "photo")); // (2)
    }

    private double[] layer(double[] input, String name) {
        return add(times(input, name + ".weight"), vector(name + ".bias"));
    }

    /** What is predicted after each vector read, the photo having been read before them. */
    private List<Prediction> decode(double[][] places, double[] photo, double[][] h, double[][] c, double[][] read) {
        double[] context = new double[shape.embedding()];
        List<Prediction> predictions = new ArrayList<>();
        for (int t = -1; t < read.length; t++) {
            double[] z = t < 0 ? photo : read[t];
            double[] attention;
            double[] hidden;
            if (shape.layers() == 2) {
                lstm("attention_lstm", concatenate(z, photo, h[1]), h[0], c[0]); // (7)
                attention = attention(places, h[0]);
                context = context(places, attention);
                lstm("language_lstm", concatenate(context, h[0]), h[1], c[1]); // (8)
                hidden = h[1];
            } else {
                lstm("lstm", concatenate(z, photo, context), h[0], c[0]); // (10)
                attention = attention(places, h[0]);
                context = context(places, attention);
                hidden = h[0];
            }
            if (t >= 0) {
                predictions.add(new Prediction(output(hidden, context), attention));
            }
        }
        return predictions;
    }

    private void lstm(String name, double[] x, double[] h, double[] c) { // (3)
        double[] sum = add(add(times(x, name + ".input"), times(h, name + ".recurrent")), vector(name + ".bias"));
        int units = h.length;
        for (int j = 0; j < units; j++) {
            double i = 1 / (1 + Math.exp(-sum[j]));
            double f = 1 / (1 + Math.exp(-sum[units + j]));
            double o = 1 / (1 + Math.exp(-sum[2 * units + j]));
            c[j] = f * c[j] + i * Math.tanh(sum[3 * units + j]);
            h[j] = o * Math.tanh(c[j]);
        }
    }

    private double[] attention(double[][] regions, double[] h) {
        double[] q = times(h, "attention.query");
        double[] scores = new double[regions.length];
        for (int l = 0; l < scores.length; l++) {
            if (shape.attention() == AttentionKind.DOT) { // (4)
                for (int e = 0; e < q.length; e++) {
                    scores[l] += q[e] * regions[l][e] / Math.sqrt(q.length);
                }
            } else { // (5)
                double[] key = times(regions[l], "attention.key");
                double[] v = vector("attention.score");
                for (int e = 0; e < q.length; e++) {
                    scores[l] += v[e] * Math.tanh(key[e] + q[e]);
                }
            }
        }
        return softmax(scores);
    }

    private static double[] softmax(double[] scores) {
        double[] shares = logSoftmax(scores);
        for (int l = 0; l < shares.length; l++) {
            shares[l] = Math.exp(shares[l]);
        }
        return shares;
    }

    private static double[] context(double[][] regions, double[] attention) { // (6)
        double[] context = new double[regions[0].length];
        for (int l = 0; l < regions.length; l++) {
            for (int e = 0; e < context.length; e++) {
                context[e] += attention[l] * regions[l][e];
            }
        }
        return context;
    }

    private double[] output(double[] h, double[] context) { // (9)
        double[] projected = times(concatenate(h, context), "output.weight");
        double[] logits = vector("output.bias");
        for (int w = 0; w < logits.length; w++) {
            double[] word = row("embedding", w);
            for (int e = 0; e < word.length; e++) {
                logits[w] += projected[e] * word[e];
            }
        }
        return logSoftmax(logits);
    }

    private static double[] logSoftmax(double[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - max);
        }
        double[] logs = new double[scores.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = scores[i] - max - Math.log(sum);
        }
        return logs;
    }

    private double[] times(double[] x, String matrix) {
        Tensor tensor = weights.get(matrix);
        double[] y = new double[tensor.size(1)];
        for (int k = 0; k < x.length; k++) {
            for (int j = 0; j < y.length; j++) {
                y[j] += x[k] * tensor.values()[k * y.length + j];
            }
        }
        return y;
    }

    private double[] row(String matrix, int index) {
        Tensor tensor = weights.get(matrix);
        double[] row = new double[tensor.size(1)];
        for (int j = 0; j < row.length; j++) {
            row[j] = tensor.values()[index * row.length + j];
        }
        return row;
    }

    private double[] vector(String name) {
        float[] values = weights.get(name).values();
        double[] vector = new double[values.length];
        for (int j = 0; j < vector.length; j++) {
            vector[j] = values[j];
        }
        return vector;
    }

    private static double[] add(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int j = 0; j < sum.length; j++) {
            sum[j] = a[j] + b[j];
        }
        return sum;
    }

    private static double[] relu(double[] a) {
        double[] positive = new double[a.length];
        for (int j = 0; j < positive.length; j++) {
            positive[j] = Math.max(0, a[j]);
        }
        return positive;
    }

    private static double[] concatenate(double[]... parts) {
        int length = 0;
        for (double[] part : parts) {
            length += part.length;
        }
        double[] joined = new double[length];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
