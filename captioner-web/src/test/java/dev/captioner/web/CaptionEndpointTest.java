package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.captioner.Caption;
import dev.captioner.Captioner;
import dev.captioner.Token;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import dev.captioner.web.serving.CurrentModel;
import dev.captioner.web.serving.ServedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CaptionEndpointTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static Path model;
    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
        service = RunningService.start(model);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void responseEqualsTheLibrarysResult() throws Exception {
        HttpResponse<String> response = service.caption(Samples.bytes("chelsea"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.propertyNames()).containsExactly("captions", "model", "timings");
        assertThat(answer.get("model").toString())
                .isEqualTo("{\"name\":\"" + TinyModel.NAME + "\",\"version\":\"" + TinyModel.VERSION + "\"}");
        assertThat(answer.get("captions").size()).isEqualTo(1);
        try (Captioner captioner = Captioner.load(model)) {
            Photo photo = new PhotoReader().read(Path.of("../samples/chelsea.jpg"));
            assertIs(captioner.caption(photo), answer.get("captions").get(0));
        }
    }

    private static void assertIs(Caption expected, JsonNode caption) {
        List<String> fields = new ArrayList<>(List.of("text", "logProbability", "truncated", "words"));
        expected.end().ifPresent(end -> fields.add("end"));
        assertThat(caption.propertyNames()).containsExactlyElementsOf(fields);
        assertThat(caption.get("text").stringValue()).isEqualTo(expected.text());
        assertThat(caption.get("logProbability").doubleValue()).isEqualTo(expected.logProbability());
        assertThat(caption.get("truncated").booleanValue()).isEqualTo(expected.truncated());
        expected.end()
                .ifPresent(end -> assertThat(caption.get("end").doubleValue()).isEqualTo(end));
        assertThat(caption.get("words").size()).isEqualTo(expected.tokens().size());
        for (int i = 0; i < expected.tokens().size(); i++) {
            assertIs(expected.tokens().get(i), caption.get("words").get(i));
        }
    }

    private static void assertIs(Token expected, JsonNode word) {
        assertThat(word.propertyNames()).containsExactly("text", "logProbability", "attention");
        assertThat(word.get("text").stringValue()).isEqualTo(expected.text());
        assertThat(word.get("logProbability").doubleValue()).isEqualTo(expected.logProbability());
        assertThat(word.get("attention").size()).isEqualTo(9);
        double sum = 0;
        for (int row = 0; row < 9; row++) {
            assertThat(word.get("attention").get(row).size()).isEqualTo(9);
            for (int column = 0; column < 9; column++) {
                float weight = word.get("attention").get(row).get(column).floatValue();
                assertThat(weight).isEqualTo(expected.attention()[row][column]);
                sum += weight;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void formatIsDetectedFromThePhotosContent() throws Exception {
        byte[] photo = Samples.bytes("coffee");
        byte[] misnamed = new Multipart()
                .file("image", "../../" + "커피 ".repeat(100) + ".txt", "text/plain", photo)
                .end();

        HttpResponse<String> response = service.send(service.multipart(misnamed));

        assertThat(RunningService.lasting(response)).isEqualTo(RunningService.lasting(service.caption(photo)));
    }

    @Test
    void concurrentRequestsGetTheSameBytesAsAlone() throws Exception {
        List<String> alone = new ArrayList<>();
        for (String name : Samples.NAMES) {
            alone.add(RunningService.lasting(service.caption(Samples.bytes(name))));
        }
        List<CompletableFuture<HttpResponse<String>>> underWay = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            for (String name : Samples.NAMES) {
                underWay.add(service.captionLater(Samples.bytes(name)));
            }
        }

        assertThat(alone).doesNotHaveDuplicates();
        for (int i = 0; i < underWay.size(); i++) {
            assertThat(RunningService.lasting(underWay.get(i).join())).isEqualTo(alone.get(i % alone.size()));
        }
    }

    @Test
    void listensOnLoopbackByDefault() throws Exception {
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        assumeTrue(!addresses.isEmpty(), "skipped: this machine has no address but that of itself");
        for (InetAddress address : addresses) {
            assertThatThrownBy(() -> new Socket(address, service.port()).close())
                    .as("%s", address)
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void theCaptionerIsClosedWithTheService() throws Exception {
        RunningService another = RunningService.start(model);
        Captioner captioner = lease(another).captioner();
        Photo photo = new PhotoReader().read(Samples.bytes("flower"));
        assertThat(captioner.caption(photo).text()).isNotEmpty();

        another.close();

        assertThatThrownBy(() -> captioner.caption(photo)).isInstanceOf(IllegalStateException.class);
    }

    private static ServedModel lease(RunningService service) {
        try (CurrentModel.Lease lease =
                service.context().getBean(CurrentModel.class).lease()) {
            return lease.model();
        }
    }

    @Test
    @Tag(TestTags.PROCESS)
    void startWithoutAModelIsExplained() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CaptionerApplication.class.getName(),
                        "--server.port=0",
                        "--captioner.model=" + folder.resolve("nowhere"))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "nowhere", "--captioner.model=")
                .doesNotContain("\tat ");
    }
}
