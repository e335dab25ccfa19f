package dev.captioner.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service as its users start it, on a free port of this machine; its log goes into a file. */
final class ServiceProcess implements AutoCloseable {
    /** The launcher may have to build it first. */
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private final Process process;
    private final int port;
    private final Path log;

    private ServiceProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Waits until it listens, which it does once it is ready. */
    static ServiceProcess start(Path home, List<String> settings) throws IOException, InterruptedException {
        int port = freePort();
        Path log = Files.createTempFile("captioner-service", ".log");
        List<String> command =
                new ArrayList<>(List.of(home.resolve("captioner").toString(), "serve", "--server.port=" + port));
        command.addAll(settings);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ServiceProcess service = new ServiceProcess(process, port, log);
        long until = System.nanoTime() + LONGEST_START.toNanos();
        while (!service.listens()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroy();
                throw new IllegalStateException("the service did not start:\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
        return service;
    }

    private static int freePort() throws IOException {
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

    /** Where it captions photos. */
    URI captions() {
        return URI.create("http://127.0.0.1:" + port + "/caption?attention=none");
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().completeOnTimeout(process, 1, TimeUnit.MINUTES).join();
        process.destroyForcibly();
        Files.delete(log);
    }
}
