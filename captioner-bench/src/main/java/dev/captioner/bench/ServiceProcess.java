package dev.captioner.bench;

import dev.captioner.testing.ListeningProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The service as its users start it, on a free port of this machine. */
final class ServiceProcess implements AutoCloseable {
    private final ListeningProcess service;
    private final Path log;

    private ServiceProcess(ListeningProcess service, Path log) {
        this.service = service;
        this.log = log;
    }

    /**
     * Starts the service with the launcher and waits until it listens, which it does once it is ready.
     *
     * @param home the folder of the launcher
     * @throws IllegalStateException if it does not start; the message has its log
     */
    static ServiceProcess start(Path home, List<String> settings) throws IOException, InterruptedException {
        int port = ListeningProcess.freePort();
        Path log = Files.createTempFile("captioner-service", ".log");
        List<String> command =
                new ArrayList<>(List.of(home.resolve("captioner").toString(), "serve", "--server.port=" + port));
        command.addAll(settings);
        ListeningProcess service = ListeningProcess.start(new ProcessBuilder(command), port, log);
        if (!service.process().isAlive()) {
            throw new IllegalStateException("the service did not start:\n" + service.log());
        }
        return new ServiceProcess(service, log);
    }

    /** The address that captions photos. */
    URI captions() {
        return captions("");
    }

    /** The address that captions photos by other options, such as {@code &beam=10}. */
    URI captions(String options) {
        return URI.create("http://127.0.0.1:" + service.port() + "/caption?attention=none" + options);
    }

    @Override
    public void close() throws IOException {
        service.close();
        Files.delete(log);
    }
}
