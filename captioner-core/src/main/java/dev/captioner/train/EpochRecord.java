package dev.captioner.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one epoch gave: a line of {@code training.jsonl}.
 *
 * @param epoch counted from 1
 * @param stage of the training
 * @param loss first stage: mean training loss under regularisation, in nats a word; second stage: minus the mean CIDEr-D of
 *     the sampled captions
 * @param cider of greedy captions of the development photos, as coco-caption gives it
 * @param bleu4 likewise
 * @param distinct different captions among the development photos
 * @param answers accuracy of the answers to development questions of each data set; empty when nothing is asked
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
    @SuppressWarnings("ConstantValue") // Jackson gives null for what is not there
    public EpochRecord {
        answers = Collections.unmodifiableSortedMap(answers == null ? new TreeMap<>() : new TreeMap<>(answers));
    }

    /** What is made smaller. */
    public enum Stage {
        /** The negative log-likelihood of people's captions. */
        CROSS_ENTROPY,
        /** Minus the expected CIDEr-D of the network's own captions. */
        SELF_CRITICAL
    }
}
