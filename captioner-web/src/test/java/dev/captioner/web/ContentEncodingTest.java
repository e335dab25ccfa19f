package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests with a Content-Encoding. */
class ContentEncodingTest {
    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(
                TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")),
                List.of("captioner.photo.bytes=1MB", "captioner.jobs.work=" + folder.resolve("jobs")));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static byte[] json() throws IOException {
        return ("{\"image\": \"" + Base64.getEncoder().encodeToString(Samples.bytes("flower")) + "\"}").getBytes(UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean bare) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(zipped, new Deflater(6, bare))) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static byte[] both(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Sets all optional fields of the header, as RFC 1952 orders them. */
    private static byte[] withLongHeader(byte[] zipped) {
        byte[] head = Arrays.copyOf(zipped, 10);
        head[3] = 2 + 4 + 8 + 16;
        byte[] fields = "\4\0ABCDname\0comment\0CC".getBytes(ISO_8859_1);
        return both(both(head, fields), Arrays.copyOfRange(zipped, 10, zipped.length));
    }

    private static HttpResponse<String> post(String encoding, byte[] body) throws Exception {
        return service.send(service.request("/caption")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    static List<Arguments> accepted() throws IOException {
        byte[] json = json();
        byte[] half = Arrays.copyOf(json, json.length / 2);
        byte[] rest = Arrays.copyOfRange(json, json.length / 2, json.length);
        return List.of(
                arguments("gzip", gzip(json)),
                arguments("x-gzip", gzip(json)),
                arguments("GZIP", gzip(json)),
                arguments("gzip", both(gzip(half), gzip(rest))),
                arguments("gzip", withLongHeader(gzip(json))),
                arguments("deflate", deflate(json, false)),
                arguments("deflate", deflate(json, true)),
                arguments("identity", json));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("accepted")
    void bodiesAreDecompressed(String encoding, byte[] body) throws Exception {
        HttpResponse<String> response = post(encoding, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    /** Byte by byte, so that every part of the format is cut in two. */
    @Test
    void bodiesAreDecompressedAsTheyArrive() throws Exception {
        byte[] body = withLongHeader(gzip(json()));
        try (RawConnection client = RawConnection.send(
                service.port(),
                "POST /caption HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                        + body.length + "\r\n\r\n")) {
            for (int i = 0; i < 40; i++) {
                client.send(new byte[] {body[i]});
            }
            client.send(Arrays.copyOfRange(body, 40, body.length - 10));
            for (int i = body.length - 10; i < body.length; i++) {
                client.send(new byte[] {body[i]});
            }
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    static List<Arguments> malformed() throws IOException {
        byte[] zipped = gzip(json());
        byte[] wrongChecksum = zipped.clone();
        wrongChecksum[zipped.length - 6] ^= 1;
        byte[] damaged = zipped.clone();
        Arrays.fill(damaged, 100, 200, (byte) -1);
        return List.of(
                arguments("gzip", json()),
                arguments("gzip", deflate(json(), false)),
                arguments("gzip", Arrays.copyOf(zipped, zipped.length - 4)),
                arguments("gzip", Arrays.copyOf(zipped, zipped.length / 2)),
                arguments("gzip", both(zipped, new byte[] {1, 2, 3})),
                arguments("gzip", wrongChecksum),
                arguments("gzip", damaged),
                arguments("deflate", json()),
                arguments("deflate", both(deflate(json(), false), new byte[20])));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("malformed")
    void malformedOnesAreRejected(String encoding, byte[] body) throws Exception {
        assertProblem(post(encoding, body), 400, "malformed-request", "Content-Encoding '" + encoding + "'");
    }

    @Test
    void encodingsThatAreNotAcceptedAreNamed() throws Exception {
        for (String encoding : List.of("br", "gzip, gzip", "zstd")) {
            HttpResponse<String> response = post(encoding, json());

            assertProblem(response, 415, "unsupported-encoding", "found '" + encoding + "'");
            assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("gzip, deflate");
        }
    }

    /** 200 KB become 200 MB; the limit of a photo in JSON is 1.4 MB. */
    @Test
    void theLimitCountsDecompressedBytes() throws Exception {
        assertProblem(post("gzip", gzip(new byte[200_000_000])), 413, "photo-too-large", "1,048,576");
        assertProblem(post("deflate", deflate(new byte[200_000_000], false)), 413, "photo-too-large", "1,048,576");
    }

    @Test
    void uploadsOfJobsAreDecompressed() throws Exception {
        byte[] zip = new Zip().entry("a.jpg", Samples.bytes("flower")).end();
        byte[] form = new Multipart()
                .file("archive", "C:\\photos\\my trip.zip", "application/zip", zip)
                .end();
        HttpResponse<String> response = service.send(service.request("/jobs")
                .header("Content-Type", Multipart.TYPE)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(form))));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(response.body()).contains("\"archive\":\"my trip.zip\"");
    }

    /** Before, a thread waited for such a body after the response. */
    @Test
    void aBodyThatIsNotNeededIsReadToo() throws Exception {
        try (RawConnection client = RawConnection.send(
                service.port(), "GET /models HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            client.send("5\r\nhello\r\n0\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
            client.send("GET /models HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(client.read().status()).isEqualTo(200);
        }
        try (RawConnection client = RawConnection.send(
                service.port(),
                "GET /models HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\nExpect: 100-continue\r\n\r\n")) {
            assertThat(client.read().status()).isEqualTo(413);
        }
    }

    @Test
    @Tag(TestTags.DATA)
    void aRequestThatShowedTheFault() throws Exception {
        byte[] body = Files.readAllBytes(SharedData.require("faults/caption-request.json.gz"));

        HttpResponse<String> response = post("gzip", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
}
