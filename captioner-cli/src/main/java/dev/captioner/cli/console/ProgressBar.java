package dev.captioner.cli.console;

import java.time.Duration;
import java.util.Locale;

/** A progress bar with rate and remaining time on standard error, if that is a terminal; closing it erases it. */
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 24;
    private static final Duration REDRAW_INTERVAL = Duration.ofMillis(200);

    private final Console console;
    private String task = "";
    private long start;
    private int startedAt;
    private long drawn;

    public ProgressBar(Console console) {
        this.console = console;
    }

    /**
     * Redraws the bar.
     *
     * @param name of the task; a new name restarts the clock
     * @param unit of the counts, such as "photos"
     * @param note printed at the end of the line
     */
    public void show(String name, int done, int total, String unit, String note) {
        if (!console.errorIsTerminal()) {
            return;
        }
        long now = System.nanoTime();
        if (!name.equals(task)) {
            task = name;
            start = now;
            startedAt = Math.max(0, done - 1);
        } else if (now - drawn < REDRAW_INTERVAL.toNanos() && done < total) {
            return;
        }
        drawn = now;
        double seconds = Math.max(1e-3, (now - start) / 1e9);
        double rate = (done - startedAt) / seconds;
        int filled = (int) ((long) WIDTH * done / Math.max(1, total));
        console.error()
                .print(String.format(
                        Locale.ROOT,
                        "\r%s [%s%s] %d/%d %.1f %s/s, %s left%s\u001b[K",
                        name,
                        "#".repeat(filled),
                        " ".repeat(WIDTH - filled),
                        done,
                        total,
                        rate,
                        unit,
                        time((total - done) / Math.max(1e-9, rate)),
                        note.isEmpty() ? "" : ", " + note));
        console.error().flush();
    }

    /** Erases the bar, so that a message can be printed; the next {@link #show} draws it again. */
    public void clear() {
        if (console.errorIsTerminal() && !task.isEmpty()) {
            console.error().print("\r\u001b[K");
            console.error().flush();
            task = "";
        }
    }

    @Override
    public void close() {
        clear();
    }

    private static String time(double seconds) {
        long whole = Math.min(Math.round(seconds), 359_999);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
