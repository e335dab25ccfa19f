package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.Await;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads of jobs that hardly send anything. */
@Tag(TestTags.SLOW)
class SlowUploadsTest {
    private static final int PLACES = 3;
    private static final Duration TO_GET_GOING = Duration.ofSeconds(5);

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(
                TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")),
                List.of("captioner.jobs.work=" + folder.resolve("jobs"), "captioner.jobs.waiting=" + PLACES));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HttpResponse<String> upload() throws Exception {
        byte[] zip = new Zip().entry("a.jpg", Samples.bytes("flower")).end();
        return service.send(service.multipart(
                "/jobs",
                new Multipart().file("archive", "a.zip", "application/zip", zip).end()));
    }

    @Test
    void slowUploadsMakeRoomForAJob() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<RawConnection> slow = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < PLACES; i++) {
            RawConnection connection = RawConnection.send(
                    service.port(),
                    "POST /jobs HTTP/1.1\r\nHost: x\r\nContent-Type: " + Multipart.TYPE
                            + "\r\nContent-Length: 10000000\r\nExpect: 100-continue\r\n\r\n");
            slow.add(connection);
            // The service asks for the body once the upload has its place in the queue.
            assertThat(connection.read().status()).isEqualTo(100);
            connection.send("--");
        }
        Thread drip = new Thread(() -> {
            while (!over.get()) {
                for (RawConnection connection : slow) {
                    try {
                        connection.send("x");
                    } catch (IOException e) {
                        // cut off
                    }
                }
                try {
                    Thread.sleep(500);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        drip.start();
        try {
            int first = upload().statusCode();
            // On a busy machine so much time may have passed that the uploads count as slow already.
            if (System.nanoTime() - start < TO_GET_GOING.toNanos()) {
                assertThat(first).as("the queue is full at first").isEqualTo(503);
            }
            Await.until(() -> upload().statusCode() == 202, () -> "no place");
            assertThat(slow.get(0).read().isProblem(408, "slow-request")).isTrue();
            assertThat(slow.get(1).socket().isConnected()).isTrue();
        } finally {
            over.set(true);
            drip.join();
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
    }
}
