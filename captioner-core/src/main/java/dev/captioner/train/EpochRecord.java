package dev.captioner.train;

/**
 * What one epoch gave: a line of {@code training.jsonl}.
 *
 * @param epoch counted from 1
 * @param loss mean training loss of the epoch, under regularisation, in nats a word
 * @param cider of greedy captions of the development photos, as coco-caption gives it
 * @param bleu4 likewise
 * @param distinct different captions among the development photos
 * @param rate learning rate of the last update
 * @param gradientNorm mean global norm of the gradients before clipping
 * @param tokensPerSecond words and ends trained a second
 * @param seconds of the epoch, evaluation included
 * @param best whether this epoch's weights are the best so far
 */
public record EpochRecord(
        int epoch,
        double loss,
        double cider,
        double bleu4,
        int distinct,
        double rate,
        double gradientNorm,
        double tokensPerSecond,
        double seconds,
        boolean best) {}
