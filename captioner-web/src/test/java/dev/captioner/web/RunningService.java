package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.Await;
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
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The service in this process, on a free port, and a client of it. */
final class RunningService implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the service with a model and additional components. */
    static RunningService start(Path model, Class<?>... more) {
        return start(model, List.of(), more);
    }

    /** Starts the service with settings, such as {@code captioner.queue.capacity=2}. */
    static RunningService start(Path model, List<String> settings, Class<?>... more) {
        SpringApplication application = new SpringApplication(CaptionerApplication.class);
        for (Class<?> source : more) {
            application.getSources().add(source.getName());
        }
        List<String> arguments =
                new ArrayList<>(List.of("--server.port=0", "--captioner.model=" + model, "--captioner.home=.."));
        if (settings.stream().noneMatch(setting -> setting.startsWith("captioner.jobs.work="))) {
            arguments.add("--captioner.jobs.work=" + System.getProperty("java.io.tmpdir") + "/captioner-test-jobs-"
                    + ProcessHandle.current().pid()); // not the user's
        }
        settings.forEach(setting -> arguments.add("--" + setting));
        return new RunningService(application.run(arguments.toArray(String[]::new)));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** A request to build on. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Await.BOUND);
    }

    /** A multipart request for a caption. */
    HttpRequest.Builder multipart(byte[] body) {
        return multipart("/caption", body);
    }

    HttpRequest.Builder multipart(String path, byte[] body) {
        return request(path).header("Content-Type", Multipart.TYPE).POST(BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String pathAndQuery, String type, byte[] body) throws IOException, InterruptedException {
        return send(request(pathAndQuery).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    /** The sum of all metrics whose line in Prometheus format starts with a prefix. */
    double metric(String beginning) throws IOException, InterruptedException {
        HttpResponse<String> metrics = send(request("/actuator/prometheus"));
        assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
        return metrics.body()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    HttpResponse<String> caption(byte[] photo) throws IOException, InterruptedException {
        return send(multipart(Multipart.image(photo)));
    }

    CompletableFuture<HttpResponse<String>> captionLater(byte[] photo) {
        return sendLater(multipart(Multipart.image(photo)));
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** A response without its timings. */
    static String lasting(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ObjectNode answer = (ObjectNode) JSON.readTree(response.body());
        answer.remove("timings");
        return answer.toString();
    }

    /** Stops the service before the test ends. */
    void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
    }
}
