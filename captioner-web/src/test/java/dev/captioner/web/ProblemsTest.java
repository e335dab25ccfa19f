package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.captioner.testing.model.TinyModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ProblemsTest {
    @TempDir
    static Path folder;

    private static RunningService service;

    /** Fails with internal errors. */
    private static final int MOST_BYTES = 10 * 1024 * 1024;

    @RestController
    static class Failing {
        @GetMapping("/exception")
        void exception() {
            throw new IllegalStateException("of no concern to the client");
        }

        @GetMapping("/error-of-the-machine")
        void error() {
            throw new StackOverflowError("of no concern to the client");
        }
    }

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(
                TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")),
                List.of("captioner.photo.bytes=" + MOST_BYTES),
                Failing.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static List<Arguments> badPhotos() throws IOException {
        byte[] chelsea = Samples.bytes("chelsea");
        return List.of(
                arguments(422, "empty-photo", "0 bytes", new byte[0]),
                arguments(
                        415, "unsupported-format", "an HTML page", "<!doctype html><title>404</title>".getBytes(UTF_8)),
                arguments(415, "unsupported-format", "a Photoshop picture", "8BPS.....".getBytes(UTF_8)),
                arguments(422, "damaged-photo", "the JPEG is damaged", Arrays.copyOf(chelsea, chelsea.length / 2)),
                arguments(413, "too-many-pixels", "60000 x 60000", hugePng()),
                arguments(415, "unsupported-format", "no known format", new byte[MOST_BYTES]),
                arguments(413, "photo-too-large", "10,485,760", new byte[MOST_BYTES + 1]));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("badPhotos")
    void invalidPhotosAreClientErrors(int status, String type, String detail, byte[] photo) throws Exception {
        assertProblem(service.caption(photo), status, type, detail);
        assertServes();
    }

    static List<Arguments> badRequests() throws IOException {
        byte[] photo = Samples.bytes("flower");
        byte[] good = Multipart.image(photo);
        return List.of(
                arguments(
                        400,
                        "missing-image",
                        "expected a part 'image' with a filename",
                        service.multipart(new Multipart()
                                .file("photo", "photo.jpg", "image/jpeg", photo)
                                .end())),
                arguments(
                        400,
                        "missing-image",
                        "expected a part 'image' with a filename",
                        service.multipart(
                                new Multipart().field("image", "no file").end())),
                arguments(400, "missing-image", "expected a part", service.multipart(new Multipart().end())),
                arguments(
                        400,
                        "several-images",
                        "found several",
                        service.multipart(new Multipart()
                                .file("image", "1.jpg", "image/jpeg", photo)
                                .file("image", "2.jpg", "image/jpeg", photo)
                                .end())),
                arguments(
                        400,
                        "malformed-request",
                        "RFC 7578",
                        service.multipart(Arrays.copyOf(good, good.length - 100))),
                arguments(400, "missing-image", "expected a part", service.multipart(new byte[0])),
                arguments(
                        400, "malformed-request", "RFC 7578", post(good).header("Content-Type", "multipart/form-data")),
                arguments(
                        415,
                        "unsupported-body",
                        "found application/x-www-form-urlencoded",
                        post(photo).header("Content-Type", "application/x-www-form-urlencoded")),
                arguments(415, "unsupported-body", "found 'jpeg'", post(photo).header("Content-Type", "jpeg")),
                arguments(415, "unsupported-body", "found no Content-Type", post(photo)),
                arguments(405, "method-not-allowed", "found GET", service.request("/caption")),
                arguments(
                        406,
                        "not-acceptable",
                        "application/json",
                        service.multipart(good).header("Accept", "text/html")),
                arguments(404, "not-found", "POST /caption", service.request("/captions")));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("badRequests")
    void invalidRequestsAreClientErrors(int status, String type, String detail, HttpRequest.Builder request)
            throws Exception {
        assertProblem(service.send(request), status, type, detail);
    }

    @Test
    void wrongMethodsAreRejected() throws Exception {
        assertThat(service.send(service.request("/caption")).headers().firstValue("Allow"))
                .hasValue("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "image/*", "*/*"})
    void problemsHaveTheirFormWhateverAcceptSays(String accepted) throws Exception {
        assertProblem(
                service.send(service.request("/nowhere").header("Accept", accepted)),
                404,
                "not-found",
                "POST /caption");
    }

    @Test
    void aRequestFarOverTheLimitGetsAResponseNotABrokenConnection() throws Exception {
        byte[] body = Multipart.image(new byte[40_000_000]);

        assertProblem(service.send(service.multipart(body)), 413, "photo-too-large", "10,485,760");
        assertProblem(
                service.send(service.request("/caption")
                        .header("Content-Type", Multipart.TYPE)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))),
                413,
                "photo-too-large",
                "10,485,760");
        assertServes();
    }

    @Test
    void internalErrorsRevealNothing() throws Exception {
        for (String path : List.of("/exception", "/error-of-the-machine")) {
            assertProblem(service.send(service.request(path)), 500, "internal-error", "the service's log");
        }
    }

    private static HttpRequest.Builder post(byte[] body) {
        return service.request("/caption").POST(BodyPublishers.ofByteArray(body));
    }

    private static void assertServes() throws Exception {
        assertThat(service.caption(Samples.bytes("flower")).statusCode()).isEqualTo(200);
    }

    /** A PNG whose header declares more pixels than fit into memory, with a valid checksum. */
    private static byte[] hugePng() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
        ByteBuffer png = ByteBuffer.wrap(bytes.toByteArray());
        png.putInt(16, 60_000).putInt(20, 60_000); // IHDR is at 12 to 29, its checksum follows
        CRC32 checkSum = new CRC32();
        checkSum.update(png.array(), 12, 17);
        png.putInt(29, (int) checkSum.getValue());
        return png.array();
    }
}
