package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The service in a Java process of its own, to which may be done what is done to processes, and a client of it. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final Process process;
    private final int port;
    private final Path log;

    private ServiceProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts it and waits until it listens or has ended.
     *
     * @param port where it is to listen
     * @param log where what it says is to go
     * @param environment in addition to this process's
     * @param options of Java
     * @param settings such as {@code captioner.queue.capacity=2}
     */
    static ServiceProcess start(
            int port, Path log, Map<String, String> environment, List<String> options, List<String> settings)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
        command.addAll(options);
        command.addAll(List.of(CaptionerApplication.class.getName(), "--server.port=" + port, "--captioner.home=.."));
        settings.forEach(setting -> command.add("--" + setting));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        ServiceProcess service = new ServiceProcess(builder.start(), port, log);
        long until = System.nanoTime() + LONGEST_START.toNanos();
        while (service.process.isAlive() && !service.listens()) {
            assertThat(System.nanoTime()).as(service.log()).isLessThan(until);
            Thread.sleep(50);
        }
        return service;
    }

    static int freePort() throws IOException {
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

    Process process() {
        return process;
    }

    String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** A client without connections: one kept alive is closed when the service's clock jumps ahead, and that is not tested here. */
    private static HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** A caption, as it is told but for the timings. */
    String caption(byte[] photo) throws IOException, InterruptedException {
        assertThat(process.isAlive()).as(log()).isTrue();
        return RunningService.lasting(newClient().send(request(photo), BodyHandlers.ofString()));
    }

    CompletableFuture<HttpResponse<String>> captionLater(byte[] photo) {
        return newClient().sendAsync(request(photo), BodyHandlers.ofString());
    }

    private HttpRequest request(byte[] photo) {
        return post("/caption", "image/jpeg", photo);
    }

    private HttpRequest post(String path, String type, byte[] body) {
        return to(path).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(1));
    }

    /** Begins a job about an archive, and gives its id. */
    String beginJob(byte[] zip) throws IOException, InterruptedException {
        byte[] form = new Multipart()
                .file("archive", "photos.zip", "application/zip", zip)
                .end();
        HttpResponse<String> response = newClient().send(post("/jobs", Multipart.TYPE, form), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return new JsonMapper().readTree(response.body()).get("id").stringValue();
    }

    /** What a GET of an address gives. */
    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = newClient().send(to(path).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 1, TimeUnit.MINUTES).join();
        process.destroyForcibly();
    }
}
