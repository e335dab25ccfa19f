package dev.captioner.image;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the operating system that reads bytes from anyone. It runs without a shell, with an empty environment, in a folder of its
 * own that is deleted afterwards, and is killed when its time is over or this Java ends. Nothing that it prints gets anywhere. Where the
 * tools of util-linux are installed and allowed, it also has no network, cannot gain rights, has limits of memory, processor time and
 * written bytes, and ends if this Java is killed.
 */
final class ConfinedProgram {
    /** Bytes of a thread's stack; the default of 8 MB for each thread would count as its memory. */
    private static final int STACK = 2 * 1024 * 1024;

    private static final int OPEN_FILES = 64;

    /** Running processes and the folders they work in. */
    private static final Map<Process, Path> RUNNING = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> RUNNING.forEach((process, folder) -> {
                            process.destroyForcibly();
                            delete(folder);
                        }),
                        "confined-programs-end"));
    }

    /**
     * What a run may use.
     *
     * @param memory bytes
     * @param output bytes of each file that it writes
     */
    record Limits(Duration time, long memory, long output) {}

    private final Path program;
    private final Optional<Path> unshare;
    private final Optional<Path> setpriv;
    private final Optional<Path> prlimit;

    private ConfinedProgram(Path program, Optional<Path> unshare, Optional<Path> setpriv, Optional<Path> prlimit) {
        this.program = program;
        this.unshare = unshare;
        this.setpriv = setpriv;
        this.prlimit = prlimit;
    }

    /**
     * Confines a program by the tools in some folders that work on this machine. A container may forget to allow them.
     *
     * @param arguments with which the program succeeds
     */
    static ConfinedProgram of(Path program, List<String> arguments, List<Path> folders) {
        Limits limits = new Limits(Duration.ofSeconds(10), 1L << 30, 1 << 20);
        ConfinedProgram bare = new ConfinedProgram(program, Optional.empty(), Optional.empty(), Optional.empty());
        Optional<Path> unshare = find("unshare", folders)
                .filter(tool -> new ConfinedProgram(program, Optional.of(tool), bare.setpriv, bare.prlimit)
                        .succeeds(arguments, limits));
        Optional<Path> setpriv = find("setpriv", folders)
                .filter(tool -> new ConfinedProgram(program, bare.unshare, Optional.of(tool), bare.prlimit)
                        .succeeds(arguments, limits));
        Optional<Path> prlimit = find("prlimit", folders)
                .filter(tool -> new ConfinedProgram(program, bare.unshare, bare.setpriv, Optional.of(tool))
                        .succeeds(arguments, limits));
        return new ConfinedProgram(program, unshare, setpriv, prlimit);
    }

    /** The first executable file of a name in some folders. */
    static Optional<Path> find(String name, List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private boolean succeeds(List<String> arguments, Limits limits) {
        try (Run run = new Run()) {
            return run.start(arguments, limits).orElse(1) == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Whether its memory is limited. */
    boolean hasLimits() {
        return prlimit.isPresent();
    }

    /** Whether it has no network. */
    boolean hasNoNetwork() {
        return unshare.isPresent();
    }

    private List<String> command(List<String> arguments, Limits limits) {
        List<String> command = new ArrayList<>();
        unshare.ifPresent(tool -> command.addAll(List.of(tool.toString(), "--map-current-user", "--net")));
        // After unshare, which would undo the signal.
        setpriv.ifPresent(tool -> command.addAll(List.of(tool.toString(), "--pdeathsig", "KILL", "--no-new-privs")));
        long processorSeconds =
                (limits.time.toSeconds() + 1) * Runtime.getRuntime().availableProcessors();
        prlimit.ifPresent(tool -> command.addAll(List.of(
                tool.toString(),
                "--data=" + limits.memory,
                "--stack=" + STACK,
                "--fsize=" + limits.output,
                "--cpu=" + processorSeconds,
                "--nofile=" + OPEN_FILES,
                "--core=0")));
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    /** A run and its folder. */
    Run run() {
        return new Run();
    }

    /** A run of the program in a folder, which {@link #close} deletes. */
    final class Run implements AutoCloseable {
        private final Path folder;

        private Run() {
            try {
                folder = Files.createTempDirectory("captioner-decoder");
            } catch (IOException e) {
                throw new UncheckedIOException("no folder for the program " + program, e);
            }
        }

        /** In which the program runs. */
        Path folder() {
            return folder;
        }

        /** What the program printed, if it was started with {@link #startAndListen}. */
        Path printed() {
            return folder.resolve("printed");
        }

        /**
         * Runs the program to its end.
         *
         * @return its exit code; empty when its time was over
         */
        OptionalInt start(List<String> arguments, Limits limits) {
            return start(arguments, limits, Redirect.DISCARD);
        }

        /** The same, and keeps what it prints. */
        OptionalInt startAndListen(List<String> arguments, Limits limits) {
            return start(arguments, limits, Redirect.to(printed().toFile()));
        }

        private OptionalInt start(List<String> arguments, Limits limits, Redirect output) {
            ProcessBuilder builder = new ProcessBuilder(command(arguments, limits))
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output)
                    .redirectErrorStream(true);
            builder.environment().clear();
            Process process;
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException("the program " + program + " does not start", e);
            }
            RUNNING.put(process, folder);
            try {
                return waitFor(process, limits.time);
            } finally {
                process.destroyForcibly();
                waitFor(process, Duration.ofSeconds(1)); // it must not write while its folder is deleted
                RUNNING.remove(process);
            }
        }

        @Override
        public void close() {
            delete(folder);
        }
    }

    /** Like a decoder in Java, a run is not interrupted: its time is short. */
    private static OptionalInt waitFor(Process process, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)
                            ? OptionalInt.of(process.exitValue())
                            : OptionalInt.empty();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The photo has been read or refused; the system clears its folder for temporary files.
        }
    }
}
