package dev.captioner.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results of one epoch: a line of {@code training.jsonl}.
 *
 * @param epoch counted from 1
 * @param stage of the training
 * @param loss first stage: mean training loss under regularisation, in nats a word; second stage: minus the mean CIDEr-D of
 *     the sampled captions
 * @param cider CIDEr-D of greedy captions of the development photos, 0 to 10
 * @param bleu4 BLEU-4 of these captions, 0 to 1
 * @param distinct different captions among the development photos
 * @param answers accuracy of the answers to development questions of each data set; empty without questions
 * @param rate learning rate of the last update
 * @param gradientNorm mean global norm of the gradients before clipping
 * @param tokensPerSecond words and ends trained a second
 * @param seconds of the epoch, evaluation included
 * @param best whether this epoch's weights are the best so far
 */
public record EpochRecord(
        int epoch,
        Stage stage,
        double loss,
        double cider,
        double bleu4,
        int distinct,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, Double> answers,
        double rate,
        double gradientNorm,
        double tokensPerSecond,
        double seconds,
        boolean best) {
    /** Copies the map; logs of trainings without questions have none. */
    @SuppressWarnings("ConstantValue") // Jackson passes null for absent values
    public EpochRecord {
        answers = Collections.unmodifiableSortedMap(answers == null ? new TreeMap<>() : new TreeMap<>(answers));
    }

    /** The loss of a stage. */
    public enum Stage {
        /** The negative log-likelihood of people's captions. */
        CROSS_ENTROPY,
        /** Minus the expected CIDEr-D of the network's own captions. */
        SELF_CRITICAL
    }
}
