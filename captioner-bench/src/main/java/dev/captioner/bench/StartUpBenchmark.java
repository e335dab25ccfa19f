package dev.captioner.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Measures a command from outside, as a user starts it: the time until it prints its first line and until it ends, and its peak
 * memory. The command must print the expected line only and exit with 0.
 */
final class StartUpBenchmark {
    private static final String ROW = "| %-34s | %10s | %10s | %10s |%n";

    private final List<String> command;
    private final String expected;

    StartUpBenchmark(List<String> command, String expected) {
        this.command = List.copyOf(command);
        this.expected = expected;
    }

    /**
     * One start of the command.
     *
     * @param firstLine seconds until the first line
     * @param end seconds until the end of the process
     * @param peakMegabytes peak resident size of the process; see {@link PeakMemory#of}
     */
    record Start(double firstLine, double end, double peakMegabytes) {}

    /** Starts the command a number of times, after one start that does not count because it may have to build. */
    List<Start> run(int times) throws IOException, InterruptedException {
        start();
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            starts.add(start());
        }
        return starts;
    }

    private Start start() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        CompletableFuture<Double> peak = PeakMemory.of(process);
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String first = output.readLine();
            double firstLine = (System.nanoTime() - start) / 1e9;
            String rest = output.lines().collect(Collectors.joining("\n"));
            int exit = process.waitFor();
            double end = (System.nanoTime() - start) / 1e9;
            if (!expected.equals(first) || !rest.isEmpty() || exit != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": expected '" + expected
                        + "' and exit 0, found '" + first + "'" + (rest.isEmpty() ? "" : " and more lines")
                        + " and exit " + exit);
            }
            return new Start(firstLine, end, peak.join());
        }
    }

    /** A Markdown table of minimum, median and maximum. */
    static String table(String title, List<Start> starts) {
        return String.format(ROW, title + ", " + starts.size() + " starts", "min", "median", "max")
                + "|---|---|---|---|" + System.lineSeparator()
                + row(
                        "first line, s",
                        "%.2f",
                        starts.stream().mapToDouble(Start::firstLine).toArray())
                + row("end, s", "%.2f", starts.stream().mapToDouble(Start::end).toArray())
                + row(
                        "peak resident, MB",
                        "%.0f",
                        starts.stream().mapToDouble(Start::peakMegabytes).toArray());
    }

    private static String row(String name, String format, double[] values) {
        Sample sample = new Sample(values);
        return String.format(
                ROW,
                name,
                String.format(Locale.ROOT, format, sample.min()),
                String.format(Locale.ROOT, format, sample.median()),
                String.format(Locale.ROOT, format, sample.max()));
    }
}
