package dev.captioner.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that listens on a port of this machine; its output goes to a log file. */
public final class ListeningProcess implements AutoCloseable {
    /** Only limits how long a broken test hangs: the launcher may build the service first, on a busy machine. */
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private final Process process;
    private final int port;
    private final Path log;

    private ListeningProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts a process and waits until it listens or has ended.
     *
     * @param builder the command, which has to listen on {@code port}
     * @param log the file for standard output and standard error
     * @throws IllegalStateException if it does neither within five minutes; the message has the log
     */
    public static ListeningProcess start(ProcessBuilder builder, int port, Path log)
            throws IOException, InterruptedException {
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        ListeningProcess started = new ListeningProcess(process, port, log);
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (process.isAlive() && !started.listens()) {
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("the process does not listen on port " + port + ":\n" + started.log());
            }
            Thread.sleep(50);
        }
        return started;
    }

    /** A port of the loopback interface that nothing listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public Process process() {
        return process;
    }

    public int port() {
        return port;
    }

    /** What the process has written so far. */
    public String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Stops the process: asks it to, and kills it after a minute. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 1, TimeUnit.MINUTES).join();
        process.destroyForcibly();
    }
}
