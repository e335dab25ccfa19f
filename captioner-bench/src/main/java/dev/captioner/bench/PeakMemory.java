package dev.captioner.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Measures the peak resident size of other processes. */
final class PeakMemory {
    private static final int SAMPLING_MILLISECONDS = 5;

    private PeakMemory() {}

    /**
     * Watches a process until it ends.
     *
     * @return megabytes; 0 where the operating system does not report it. Growth in the last milliseconds may be missed
     */
    static CompletableFuture<Double> of(Process process) {
        return CompletableFuture.supplyAsync(() -> watch(process));
    }

    /** Linux reports the peak resident size ({@code VmHWM}) only while the process runs, so it is polled. */
    private static double watch(Process process) {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        double peak = 0;
        while (process.isAlive()) {
            try {
                for (String line : Files.readAllLines(status)) {
                    if (line.startsWith("VmHWM:")) {
                        peak = Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
                    }
                }
                Thread.sleep(SAMPLING_MILLISECONDS);
            } catch (IOException e) {
                return peak; // the process has ended, or this is not Linux
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return peak;
            }
        }
        return peak;
    }
}
