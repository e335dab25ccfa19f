package dev.captioner.cli.train;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.train.EpochRecord;
import dev.captioner.train.TrainingListener;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Prints the progress of a training run: a bar on a terminal, and a line or a JSON object per epoch. */
final class TrainingProgress implements TrainingListener {
    private final Console console;
    private final ProgressBar bar;
    private final boolean json;
    private final Set<String> rejected = new HashSet<>();

    TrainingProgress(Console console, boolean json) {
        this.console = console;
        this.bar = new ProgressBar(console);
        this.json = json;
    }

    @Override
    public void features(int done, int total) {
        bar.show("features", done, total, "photos", "");
    }

    @Override
    public void rejected(String photo, String reason) {
        rejected.add(photo);
        bar.clear();
        console.say("skipped: " + photo + ": " + reason);
    }

    /** The photos that could not be read. */
    Set<String> rejected() {
        return Set.copyOf(rejected);
    }

    @Override
    public void batch(int epoch, int done, int total, double loss, double tokensPerSecond) {
        bar.show(
                "epoch " + epoch,
                done,
                total,
                "batches",
                String.format(Locale.ROOT, "loss %.3f, %.0f words/s", loss, tokensPerSecond));
    }

    @Override
    public void evaluated(int done, int total) {
        bar.show("evaluation", done, total, "items", "");
    }

    @Override
    public void epoch(EpochRecord epoch) {
        bar.clear();
        console.print(
                json
                        ? Json.line(epoch)
                        : String.format(
                                Locale.ROOT,
                                "epoch %2d  loss %7.4f  CIDEr %.4f  BLEU-4 %.4f  %4d distinct%s  %5.0f words/s  %4.0f s%s",
                                epoch.epoch(),
                                epoch.loss(),
                                epoch.cider(),
                                epoch.bleu4(),
                                epoch.distinct(),
                                answers(epoch),
                                epoch.tokensPerSecond(),
                                epoch.seconds(),
                                epoch.best() ? "  best" : ""));
    }

    private static String answers(EpochRecord epoch) {
        StringBuilder answers = new StringBuilder();
        epoch.answers()
                .forEach((source, accuracy) ->
                        answers.append(String.format(Locale.ROOT, "  %s %.3f", source, accuracy)));
        return answers.toString();
    }
}
