package dev.captioner.model.inference;

import dev.captioner.math.Activations;
import dev.captioner.math.Matrix;
import dev.captioner.math.Softmax;
import dev.captioner.math.Weight;
import dev.captioner.model.AttentionScores;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.Weights;
import org.jspecify.annotations.Nullable;

/** Spatial attention (docs/network.md, eq. 4 to 6). */
final class JavaAttention {
    private final Weight query;
    private final @Nullable Weight key;
    private final float @Nullable [] score;
    private final float scale;

    JavaAttention(NetworkShape shape, Weights weights) {
        boolean additive = shape.attention() == AttentionKind.ADDITIVE;
        query = Weight.of(weights.get("attention.query"));
        key = additive ? Weight.of(weights.get("attention.key")) : null;
        score = additive ? weights.get("attention.score").values().clone() : null;
        scale = (float) AttentionScores.scale(shape.embedding());
    }

    /** The keys of the regions: {@code [E, L]} from {@code [L, E]}. */
    Matrix keys(Matrix regions) {
        if (key == null) {
            return regions.transpose();
        }
        float[][] keys = new float[regions.in()][key.out()];
        key.addProduct(regions.rows(), keys);
        return Matrix.of(keys).transpose();
    }

    /**
     * Attends to each row's photo.
     *
     * @param weights {@code [B][]}: receives alpha, {@code [L]} in each row
     * @param context {@code [B][E]} of zeros: receives the context
     */
    void attend(JavaMemory[] photos, float[][] hidden, float[][] weights, float[][] context) {
        float[][] queries = new float[hidden.length][query.out()];
        query.addProduct(hidden, queries); // [B, H] -> [B, E]
        for (int row = 0; row < photos.length; row++) {
            JavaMemory photo = photos[row];
            weights[row] = scores(photo, queries[row]); // [L]
            Softmax.softmax(weights[row]);
            photo.regions().addProduct(weights[row], context[row]); // ctx = sum_l alpha_l r_l
        }
    }

    private float[] scores(JavaMemory photo, float[] query) {
        float[] scores = new float[photo.size()];
        if (score == null) {
            photo.keys().addProduct(query, scores);
            for (int l = 0; l < scores.length; l++) {
                scores[l] *= scale; // docs/network.md, eq. 4
            }
        } else {
            for (int e = 0; e < query.length; e++) {
                addScores(photo.keys().row(e), query[e], score[e], scores);
            }
        }
        return scores;
    }

    /** One e of s_l = sum_e v_e tanh((r_l W_k)_e + q_e), for all l. */
    private static void addScores(float[] keys, float query, float weight, float[] scores) {
        for (int l = 0; l < scores.length; l++) {
            scores[l] += weight * Activations.tanh(keys[l] + query);
        }
    }
}
