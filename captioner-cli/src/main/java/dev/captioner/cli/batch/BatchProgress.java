package dev.captioner.cli.batch;

import dev.captioner.batch.job.CaptionJob;
import dev.captioner.batch.job.JobListener;
import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.target.Unwritten;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.image.LeftOut;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the progress of a batch job: a bar on a terminal and a message per rejected photo, or one JSON event per line. */
final class BatchProgress implements JobListener, AutoCloseable {
    private static final double NANOS = 1e9;

    private final Console console;
    private final ProgressBar bar;
    private final boolean json;
    private long start;
    private long startedAt;

    BatchProgress(Console console, boolean json) {
        this.console = console;
        this.bar = new ProgressBar(console);
        this.json = json;
    }

    private record Listing(String event, long photos) {}

    private record Rate(
            String event,
            long done,
            long photos,
            long computed,
            long bad,
            @Nullable Double photosPerSecond,
            @Nullable Double secondsLeft) {}

    private record Bad(String event, String file, String reason, String error) {}

    private record Left(String event, String file, String target, String reason, String error) {}

    private record Writing(String event, String target) {}

    private record End(
            String event,
            long photos,
            long bad,
            long computed,
            long kept,
            long unwritten,
            double seconds,
            Map<String, Long> leftOut) {}

    @Override
    public void listing(long photos) {
        if (json) {
            console.print(Json.line(new Listing("listing", photos)));
        }
    }

    @Override
    public void leftOut(LeftOut leftOut) {} // part of the summary

    @Override
    public void captioning(Progress progress) {
        start = System.nanoTime();
        startedAt = progress.done();
        if (json) {
            print(progress, null, null);
        } else if (progress.done() > 0) {
            console.say("resuming: " + progress.done() + " of " + progress.photos() + " photos are done");
        }
    }

    @Override
    public void rejected(String name, PhotoProblem problem) {
        if (json) {
            console.print(Json.line(new Bad("bad", name, problem.reason(), problem.message())));
        } else {
            bar.clear();
            console.say(name + ": " + problem.message());
        }
    }

    @Override
    public void unwritten(Unwritten file) {
        PhotoProblem problem = file.problem();
        if (json) {
            console.print(Json.line(
                    new Left("unwritten", file.photo(), file.file().toString(), problem.reason(), problem.message())));
        } else {
            bar.clear();
            console.say(file.photo() + ": " + problem.message());
        }
    }

    @Override
    public void progress(Progress progress) {
        if (json) {
            double rate = (progress.done() - startedAt) / Math.max(1e-3, (System.nanoTime() - start) / NANOS);
            print(progress, round(rate), round((progress.photos() - progress.done()) / Math.max(1e-9, rate)));
        } else {
            bar.show(
                    "captions",
                    Math.toIntExact(progress.done()),
                    Math.toIntExact(progress.photos()),
                    "photos",
                    progress.bad() + " rejected");
        }
    }

    private void print(Progress progress, @Nullable Double rate, @Nullable Double left) {
        console.print(Json.line(new Rate(
                "progress", progress.done(), progress.photos(), progress.computed(), progress.bad(), rate, left)));
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    @Override
    public void writing(Path target) {
        if (json) {
            console.print(Json.line(new Writing("writing", target.toString())));
        }
    }

    /** Prints the summary of the finished job. */
    void done(CaptionJob.Summary summary) {
        bar.clear();
        double seconds = round(summary.took().toMillis() / 1e3);
        if (json) {
            console.print(Json.line(new End(
                    "end",
                    summary.photos(),
                    summary.bad(),
                    summary.computed(),
                    summary.kept(),
                    summary.unwritten(),
                    seconds,
                    summary.leftOut().byKey())));
        } else {
            console.say(summary.photos() + " photos: " + summary.computed() + " captioned in this run, " + summary.bad()
                    + " rejected; " + others(summary) + seconds + " s");
            if (!summary.leftOut().isEmpty()) {
                console.say(summary.leftOut().inWords());
            }
        }
    }

    private static String others(CaptionJob.Summary summary) {
        return (summary.kept() == 0 ? "" : summary.kept() + " keep the caption they have; ")
                + (summary.unwritten() == 0 ? "" : summary.unwritten() + " sidecars could not be changed; ");
    }

    @Override
    public void close() {
        bar.clear();
    }
}
