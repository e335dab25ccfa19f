package dev.captioner.bench;

import dev.captioner.train.CaptionedPhoto;
import dev.captioner.train.EpochRecord;
import dev.captioner.train.Training;
import dev.captioner.train.TrainingListener;
import dev.captioner.train.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The throughput in words per second of complete training runs, with the optimiser, on synthetic features and captions, compared
 * with Deeplearning4j's own LSTM layers as a plain language model of the same size. The loss must fall, and a second run with the
 * same seed must give bit-identical losses.
 */
final class TrainingBenchmark {
    /** Minimum decrease of the loss, in nats, from the first epoch to the last. */
    private static final double LEAST_FALL = 0.05;

    private static final String ROW = "| %-46s | %8s | %8s | %8s | %6s |%n";
    private static final String OURS = "captioner";
    private static final String PEER = "Deeplearning4j's LSTM layers, no photo";

    private final TrainingRecipe recipe;
    private final NoiseEncoder encoder;
    private final int photos;
    private final int words;

    /**
     * A benchmark.
     *
     * @param encoder determines the number of regions and channels
     * @param photos number of photos, with five captions each
     * @param words size of the vocabulary
     */
    TrainingBenchmark(TrainingRecipe recipe, NoiseEncoder encoder, int photos, int words) {
        this.recipe = recipe;
        this.encoder = encoder;
        this.photos = photos;
        this.words = words;
    }

    /** Runs two training runs and two runs of the peer, alternating; returns a Markdown table of words per second. */
    String run() throws IOException {
        LstmPeer peer = new LstmPeer(
                words,
                recipe.network().embedding(),
                recipe.network().units(),
                recipe.captions().photosPerBatch() * 5);
        int batches = Math.max(2, photos / recipe.captions().photosPerBatch());
        List<EpochRecord> first = train(recipe);
        requireFall(first);
        double[] peerFirst = peer.fit(batches);
        List<EpochRecord> second = train(recipe);
        requireSame(first, second);
        double[] peerSecond = peer.fit(batches);
        double[] ours = Arrays.copyOfRange(
                rates(first, second), 0, 2 * (recipe.optimisation().epochs() - 1));
        double[] theirs = DoubleStream.concat(Arrays.stream(peerFirst), Arrays.stream(peerSecond))
                .toArray();
        return table(ours, theirs);
    }

    /** Words per second of each epoch, without the first epochs, which warm up. */
    private static double[] rates(List<EpochRecord> first, List<EpochRecord> second) {
        return IntStream.range(1, first.size())
                .mapToObj(epoch -> List.of(first.get(epoch), second.get(epoch)))
                .flatMap(List::stream)
                .mapToDouble(EpochRecord::tokensPerSecond)
                .toArray();
    }

    /** Trains once, in a temporary folder. */
    List<EpochRecord> train(TrainingRecipe with) throws IOException {
        Path folder = Files.createTempDirectory("captioner-bench");
        try {
            List<CaptionedPhoto> captioned = SyntheticCaptions.write(folder, photos, words);
            return new Training(encoder, "noise", folder.resolve("training"), folder, with, TrainingListener.NONE)
                    .train(captioned, captioned.subList(0, 1), false)
                    .log();
        } finally {
            Folders.delete(folder);
        }
    }

    /** Checks that the loss has fallen. */
    static void requireFall(List<EpochRecord> log) {
        double first = log.get(0).loss();
        double last = log.get(log.size() - 1).loss();
        if (!(last <= first - LEAST_FALL)) {
            throw new IllegalStateException("expected the loss to fall by at least " + LEAST_FALL + " in " + log.size()
                    + " epochs, found " + first + " and then " + last);
        }
    }

    /** Checks that two training runs have the same losses. */
    static void requireSame(List<EpochRecord> expected, List<EpochRecord> found) {
        List<Double> losses = expected.stream().map(EpochRecord::loss).toList();
        List<Double> others = found.stream().map(EpochRecord::loss).toList();
        if (!losses.equals(others)) {
            throw new IllegalStateException(
                    "expected the losses " + losses + " again with the same seed, found " + others);
        }
    }

    private String table(double[] ours, double[] theirs) {
        String title = String.format(
                Locale.ROOT,
                "training, E = %d, H = %d, V = %d, %d regions",
                recipe.network().embedding(),
                recipe.network().units(),
                words,
                encoder.grid() * encoder.grid());
        List<String> rows = new ArrayList<>();
        rows.add(String.format(ROW, title, "min w/s", "median", "max", "ratio"));
        rows.add("|---|---|---|---|---|" + System.lineSeparator());
        rows.add(row(OURS, ours, ours));
        rows.add(row(PEER, theirs, ours));
        return String.join("", rows);
    }

    private static String row(String name, double[] rates, double[] compared) {
        Sample sample = new Sample(rates);
        return String.format(
                ROW,
                name,
                number("%.0f", sample.min()),
                number("%.0f", sample.median()),
                number("%.0f", sample.max()),
                number("%.2f", sample.median() / new Sample(compared).median()));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
