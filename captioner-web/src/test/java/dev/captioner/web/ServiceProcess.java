package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.Await;
import dev.captioner.testing.ListeningProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;

/** The service in a Java process of its own, which a test may kill or give another environment, and a client of it. */
final class ServiceProcess implements AutoCloseable {
    private final ListeningProcess service;

    private ServiceProcess(ListeningProcess service) {
        this.service = service;
    }

    /**
     * Starts the service and waits until it listens or has ended.
     *
     * @param port the port to listen on
     * @param log the file for its output
     * @param environment variables in addition to those of this process
     * @param options options for Java
     * @param settings such as {@code captioner.queue.capacity=2}
     */
    static ServiceProcess start(
            int port, Path log, Map<String, String> environment, List<String> options, List<String> settings)
            throws IOException, InterruptedException {
        return start(System.getProperty("java.class.path"), port, log, environment, options, settings);
    }

    /** Starts the service with another class path than that of the tests. */
    static ServiceProcess start(
            String classPath,
            int port,
            Path log,
            Map<String, String> environment,
            List<String> options,
            List<String> settings)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + port, "--captioner.home=.."));
        settings.forEach(setting -> arguments.add("--" + setting));
        return startWith(classPath, port, log, environment, options, arguments);
    }

    /**
     * Starts the service with the arguments of {@code captioner serve} and waits until it listens or has ended.
     *
     * @param port the port that it is told to listen on
     */
    static ServiceProcess startWith(
            int port, Path log, Map<String, String> environment, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        return startWith(System.getProperty("java.class.path"), port, log, environment, options, arguments);
    }

    private static ServiceProcess startWith(
            String classPath,
            int port,
            Path log,
            Map<String, String> environment,
            List<String> options,
            List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Djava.awt.headless=true", "-cp", classPath));
        command.addAll(List.of("-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
        command.addAll(options);
        command.add(CaptionerApplication.class.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new ServiceProcess(ListeningProcess.start(builder, port, log));
    }

    Process process() {
        return service.process();
    }

    String log() throws IOException {
        return service.log();
    }

    /** Waits until the log of the running process contains a text. */
    void awaitLog(String text) throws Exception {
        Await.until(
                () -> {
                    assertThat(process().isAlive()).as(log()).isTrue();
                    return log().contains(text);
                },
                this::log);
    }

    /** A client without open connections: the service closes idle ones when its clock jumps ahead. */
    private static HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** The response of {@code POST /caption} without its timings. */
    String caption(byte[] photo) throws IOException, InterruptedException {
        assertThat(process().isAlive()).as(log()).isTrue();
        return RunningService.lasting(newClient().send(request(photo), BodyHandlers.ofString()));
    }

    CompletableFuture<HttpResponse<String>> captionLater(byte[] photo) {
        return newClient().sendAsync(request(photo), BodyHandlers.ofString());
    }

    private HttpRequest request(byte[] photo) {
        return post("/caption", "image/jpeg", photo);
    }

    HttpResponse<String> post(String path, String type, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        return newClient().send(to(path).header("Content-Type", type).POST(body).build(), BodyHandlers.ofString());
    }

    private HttpRequest post(String path, String type, byte[] body) {
        return to(path).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .timeout(Await.BOUND);
    }

    /** The response of {@code POST /vqa}. */
    String ask(byte[] photo, String question) throws IOException, InterruptedException {
        byte[] form = new Multipart()
                .file("image", "photo.jpg", "image/jpeg", photo)
                .field("question", question)
                .end();
        HttpResponse<String> response = newClient().send(post("/vqa", Multipart.TYPE, form), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    /** Starts a job with an archive and returns its id. */
    String beginJob(byte[] zip) throws IOException, InterruptedException {
        byte[] form = new Multipart()
                .file("archive", "photos.zip", "application/zip", zip)
                .end();
        HttpResponse<String> response = newClient().send(post("/jobs", Multipart.TYPE, form), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return new JsonMapper().readTree(response.body()).get("id").stringValue();
    }

    /** The body of the response to a GET request. */
    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = newClient().send(to(path).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Override
    public void close() {
        service.close();
    }
}
