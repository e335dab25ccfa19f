package dev.captioner.cli.console;

import java.time.Duration;
import java.util.Locale;

/** A line that is drawn over and over while something gets on, with rate and time left; nothing where nobody watches. */
public final class ProgressBar {
    private static final int WIDTH = 24;
    private static final Duration EVERY = Duration.ofMillis(200);

    private final Console console;
    private String task = "";
    private long start;
    private int startedAt;
    private long drawn;

    public ProgressBar(Console console) {
        this.console = console;
    }

    /**
     * Something has got on.
     *
     * @param name of what is being done; a new one starts a new clock
     * @param unit of what is counted, such as "photos"
     * @param note shown at the end of the line
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
        } else if (now - drawn < EVERY.toNanos() && done < total) {
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

    /** Takes the line away. */
    public void clear() {
        if (console.errorIsTerminal() && !task.isEmpty()) {
            console.error().print("\r\u001b[K");
            console.error().flush();
            task = "";
        }
    }

    private static String time(double seconds) {
        long whole = Math.min(Math.round(seconds), 359_999);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
