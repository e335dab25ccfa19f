package dev.captioner.model;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.Tensor;
import dev.captioner.model.NetworkShape.AttentionKind;
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
        int channels = shape.channels();
        double[][] regions = new double[features.regions()][];
        double[] mean = new double[channels];
        for (int l = 0; l < regions.length; l++) {
            double[] a = new double[channels];
            for (int d = 0; d < channels; d++) {
                a[d] = features.values()[l * channels + d];
                mean[d] += a[d] / regions.length;
            }
            regions[l] = relu(add(times(a, "regions.weight"), vector("regions.bias"))); // (1)
        }
        double[] photo = relu(add(times(mean, "photo.weight"), vector("photo.bias"))); // (2)

        double[][] h = new double[2][shape.units()];
        double[][] c = new double[2][shape.units()];
        double[] context = new double[shape.embedding()];
        List<Prediction> predictions = new ArrayList<>();
        for (int t = -1; t < words.length; t++) {
            double[] z = t < 0 ? photo : row("embedding", words[t]);
            double[] attention;
            double[] hidden;
            if (shape.layers() == 2) {
                lstm("attention_lstm", concatenate(z, photo, h[1]), h[0], c[0]); // (7)
                attention = attention(regions, h[0]);
                context = context(regions, attention);
                lstm("language_lstm", concatenate(context, h[0]), h[1], c[1]); // (8)
                hidden = h[1];
            } else {
                lstm("lstm", concatenate(z, photo, context), h[0], c[0]); // (10)
                attention = attention(regions, h[0]);
                context = context(regions, attention);
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
        double[] attention = logSoftmax(scores);
        for (int l = 0; l < attention.length; l++) {
            attention[l] = Math.exp(attention[l]);
        }
        return attention;
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
