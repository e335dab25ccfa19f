package dev.captioner.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it is started, on a free port, and a client of it. */
final class RunningService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it with a model, and with whatever else is to be in it. */
    static RunningService start(Path model, Class<?>... more) {
        SpringApplication application = new SpringApplication(CaptionerApplication.class);
        for (Class<?> source : more) {
            application.getSources().add(source.getName());
        }
        return new RunningService(application.run("--server.port=0", "--captioner.model=" + model));
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
                .timeout(PATIENCE);
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

    HttpResponse<String> caption(byte[] photo) throws IOException, InterruptedException {
        return send(multipart(Multipart.image(photo)));
    }

    CompletableFuture<HttpResponse<String>> captionLater(byte[] photo) {
        return sendLater(multipart(Multipart.image(photo)));
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
