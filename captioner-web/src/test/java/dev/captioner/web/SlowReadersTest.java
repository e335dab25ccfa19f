package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.Await;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Clients that hardly read a large response. */
@Tag(TestTags.SLOW)
class SlowReadersTest {
    private static final int LARGE = 100_000_000;

    @TempDir
    static Path folder;

    private static RunningService service;
    private static String results;

    @BeforeAll
    static void start() throws Exception {
        service = RunningService.start(
                TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")),
                List.of(
                        "captioner.jobs.work=" + folder.resolve("jobs"),
                        "captioner.connections.slowest=10MB",
                        "server.tomcat.connection-timeout=3s"));
        byte[] zip = new Zip().entry("a.jpg", Samples.bytes("flower")).end();
        HttpResponse<String> begun = service.send(service.multipart(
                "/jobs",
                new Multipart().file("archive", "a.zip", "application/zip", zip).end()));
        String id = new JsonMapper().readTree(begun.body()).get("id").stringValue();
        results = "/jobs/" + id + "/results";
        Await.until(() -> service.send(service.request(results)).statusCode() == 200, () -> "no results");
        try (OutputStream out = Files.newOutputStream(
                folder.resolve("jobs").resolve(id).resolve("results.jsonl"), StandardOpenOption.APPEND)) {
            byte[] line = "{}\n".repeat(10_000).getBytes(UTF_8);
            for (int i = 0; i < LARGE; i += line.length) {
                out.write(line);
            }
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static RawConnection ask() throws IOException {
        RawConnection client = new RawConnection(service.port());
        client.socket().setReceiveBufferSize(64 * 1024);
        return client.send("GET " + results + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /** Reads so much every 100 ms, until the end; returns how much came. */
    private static long read(RawConnection client, int each) throws InterruptedException {
        byte[] buffer = new byte[each];
        long read = 0;
        try {
            for (int count = 0;
                    count >= 0;
                    count = client.socket().getInputStream().read(buffer)) {
                read += count;
                Thread.sleep(100);
            }
        } catch (IOException e) {
            // reset
        }
        return read;
    }

    @Test
    void aReaderThatStopsIsCutOff() throws Exception {
        double gone = service.metric("captioner_clients_gone_total");
        try (RawConnection client = ask()) {
            Await.until(() -> service.metric("captioner_clients_gone_total") == gone + 1, () -> "still connected");
            assertThat(client.socket().isConnected()).isTrue();
        }
    }

    /** At most 1 MB a second, which keeps Tomcat's own timeout away. */
    @Test
    void aReaderBelowTheSlowestRateIsCutOff() throws Exception {
        double before = service.metric("captioner_connections_closed_total{reason=\"slow-reader\"}");
        try (RawConnection client = ask()) {
            assertThat(read(client, 100_000)).isLessThan(LARGE);
        }
        assertThat(service.metric("captioner_connections_closed_total{reason=\"slow-reader\"}"))
                .isEqualTo(before + 1);
    }

    @Test
    void othersGetTheWholeFile() throws Exception {
        assertThat(service.send(service.request(results)).body()).hasSizeGreaterThan(LARGE);
    }
}
