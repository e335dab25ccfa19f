package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.captioner.testing.Await;
import dev.captioner.testing.ListeningProcess;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The service under faults of its machine: kills, full disks, clock jumps; docs/operations.md has the results. */
@Tag(TestTags.PROCESS)
class AdversityTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PHOTOS_OF_A_JOB = 120;

    @TempDir
    Path folder;

    private Path model;
    private int port;
    private byte[] photo;

    @BeforeEach
    void prepare() throws IOException {
        model = TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"));
        port = ListeningProcess.freePort();
        photo = Samples.bytes("rocket");
    }

    private ServiceProcess start(Map<String, String> environment, List<String> options, String... settings)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("captioner.model=" + model));
        all.addAll(List.of(settings));
        return ServiceProcess.start(port, folder.resolve("log"), environment, options, all);
    }

    @Test
    void restartsAfterAKillDuringRequests() throws Exception {
        String before;
        List<CompletableFuture<HttpResponse<String>>> underWay = new ArrayList<>();
        try (ServiceProcess service = start(Map.of(), List.of())) {
            before = service.caption(photo);
            for (int i = 0; i < 16; i++) {
                underWay.add(service.captionLater(photo));
            }
            service.process().destroyForcibly().waitFor(); // SIGKILL
        }
        for (CompletableFuture<HttpResponse<String>> request :
                underWay) { // every client gets a response or a closed connection
            assertThat(request.<Object>handle((response, failure) -> response == null ? failure : response)
                            .join())
                    .isNotInstanceOf(HttpTimeoutException.class);
        }

        try (ServiceProcess again = start(Map.of(), List.of())) {
            assertThat(again.caption(photo)).isEqualTo(before);
        }
    }

    @Test
    void aJobResumedAfterKillsHasTheResultsOfAnUninterruptedOne() throws Exception {
        byte[] zip = new Zip()
                .entry("broken.jpg", "no photo".getBytes(UTF_8))
                .photos(PHOTOS_OF_A_JOB, photo)
                .end();
        String work = "captioner.jobs.work=" + folder.resolve("jobs");
        String whole;
        String killed;
        long written = 0;
        try (ServiceProcess service = start(Map.of(), List.of(), work)) {
            whole = service.beginJob(zip);
            awaitEnd(service, whole);
            killed = service.beginJob(zip);
            written = kill(service, killed, written);
        }
        try (ServiceProcess service = start(Map.of(), List.of(), work)) {
            written = kill(service, killed, written);
        }
        try (ServiceProcess service = start(Map.of(), List.of(), work)) {
            awaitEnd(service, killed);
            for (String what : List.of("/results", "/report")) {
                assertThat(service.get("/jobs/" + killed + what)).isEqualTo(service.get("/jobs/" + whole + what));
            }
            assertThat(service.get("/jobs/" + killed + "/results").lines()).hasSize(PHOTOS_OF_A_JOB + 1);
            assertThat(captioned(service))
                    .as("what was written down is not captioned again")
                    .isBetween(1.0, (double) PHOTOS_OF_A_JOB + 1 - written);
        }
    }

    /** Kills the service once a job has stored more results than before; returns their number. */
    private static long kill(ServiceProcess service, String job, long before) throws Exception {
        Await.until(() -> done(service, job) > before, service::log);
        long written = done(service, job);
        service.process().destroyForcibly().waitFor(); // SIGKILL
        assertThat(written).isBetween(before + 1, (long) PHOTOS_OF_A_JOB);
        return written;
    }

    private static long done(ServiceProcess service, String job) throws Exception {
        return JSON.readTree(service.get("/jobs/" + job)).at("/progress/done").longValue();
    }

    private static double captioned(ServiceProcess service) throws Exception {
        String metric = "captioner_jobs_photos_total{outcome=\"captioned\"} ";
        return service.get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length())))
                .sum();
    }

    private static void awaitEnd(ServiceProcess service, String job) throws Exception {
        Await.until(
                () -> {
                    String state = JSON.readTree(service.get("/jobs/" + job))
                            .get("state")
                            .stringValue();
                    assertThat(state).as(service.log()).isIn("waiting", "running", "complete");
                    return state.equals("complete");
                },
                service::log);
    }

    @Test
    void keepsServingAndRestartsOnAFullDiskButCannotStartForTheFirstTime() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk.toString()) == 0,
                "only root can mount a small disk");
        try {
            List<String> options =
                    List.of("-Djava.io.tmpdir=" + disk, "-Dorg.bytedeco.javacpp.cachedir=" + disk.resolve("libraries"));
            String before;
            String logging = "logging.file.name=" + disk.resolve("log");
            try (ServiceProcess service = start(Map.of(), options, logging)) {
                before = service.caption(photo);
                fill(disk);
                for (int i = 0; i < 20; i++) {
                    assertThat(service.caption(photo)).isEqualTo(before);
                }
            }
            try (ServiceProcess again = start(Map.of(), options, logging)) {
                assertThat(again.caption(photo)).isEqualTo(before);
            }
            List<String> unpacking = List.of("-Dorg.bytedeco.javacpp.cachedir=" + disk.resolve("nothing-yet"));
            try (ServiceProcess first = start(Map.of(), unpacking)) {
                assertThat(first.process().waitFor()).isEqualTo(1);
                assertThat(first.log())
                        .contains("No space left on device")
                        .contains("A native library of the model cannot be loaded: ");
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    /** Four uploads: one that fits; one that the header says will not; one without a length, too large for two copies, and for one. */
    @Test
    void uploadsThatDoNotFitOnTheDiskAreToldSoAndNothingIsLeft() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()) == 0,
                "only root can mount a small disk");
        try (ServiceProcess service = start(Map.of(), List.of(), "captioner.jobs.work=" + disk.resolve("jobs"))) {
            byte[] noise = new byte[45_000_000];
            new Random(1).nextBytes(noise);
            byte[] large = form(
                    new Zip().entry("a.jpg", photo).entry("noise.bin", noise).end());
            byte[] huge = Arrays.copyOf(large, 80_000_000);
            awaitEnd(service, service.beginJob(new Zip().entry("a.jpg", photo).end()));

            for (BodyPublisher body : List.of(
                    BodyPublishers.ofByteArray(large),
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge)))) {
                HttpResponse<String> response = service.post("/jobs", Multipart.TYPE, body);
                Problems.assertProblem(response, 507, "storage-full", "the disk with the folder for jobs");
            }

            assertThat(service.get("/actuator/prometheus"))
                    .contains("captioner_refusals_total{reason=\"storage-full\"} 3.0");
            try (var uploads = Files.list(disk.resolve("jobs/uploads"))) {
                assertThat(uploads).isEmpty();
            }
            awaitEnd(service, service.beginJob(new Zip().entry("a.jpg", photo).end()));
        } finally {
            run("umount", disk.toString());
        }
    }

    private static byte[] form(byte[] zip) {
        return new Multipart()
                .file("archive", "photos.zip", "application/zip", zip)
                .end();
    }

    private static void fill(Path disk) throws IOException {
        try (OutputStream file = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                file.write(new byte[4096]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor();
    }

    @Test
    void aModelFolderDamagedInPlaceIsReportedAndTheOldModelStaysInService() throws Exception {
        try (ServiceProcess service = start(Map.of(), List.of(), "captioner.reload=100ms")) {
            String before = service.caption(photo);
            List<Path> files;
            try (var listed = Files.list(model)) {
                files = listed.toList();
            }
            for (Path file : files) {
                byte[] noise = new byte[1000];
                new Random(1).nextBytes(noise);
                Files.write(file, noise); // shorter than it was, in the same file
            }
            Await.until(() -> service.log().contains("is rejected"), service::log);
            assertThat(service.log())
                    .contains("the changed model folder is rejected, the old model stays in service: ");
            for (Path file : files) {
                Files.write(file, new byte[0]);
            }
            assertThat(service.caption(photo)).isEqualTo(before);
        }
    }

    @Test
    void clockJumpsDelayNothing() throws Exception {
        Path library = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
        assumeTrue(Files.exists(library), "needs libfaketime (apt-get install libfaketime)");
        Path clock = folder.resolve("clock");
        Files.writeString(clock, "+0\n");
        Map<String, String> environment = Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                clock.toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1"); // as when an operator sets the clock
        try (ServiceProcess service = start(environment, List.of(), "captioner.reload=100ms")) {
            String before = service.caption(photo);
            for (String jump : List.of("+2d", "-3d", "+1h", "-1h", "+20y", "+0")) {
                Files.writeString(clock, jump + "\n");
                for (int i = 0; i < 5; i++) {
                    assertThat(service.caption(photo)).as(jump).isEqualTo(before);
                }
            }
            assertThat(service.log()).as("the clock did jump").contains("\"@timestamp\":\"2046-");

            Files.writeString(clock, "-3d\n");
            TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model"), "0.0.8");
            Await.until(() -> service.log().contains("model reloaded"), service::log);
            assertThat(service.caption(photo)).contains("\"version\":\"0.0.8\"");
        }
    }

    @Test
    void aStartWithTooLittleMemoryIsExplained() throws Exception {
        Path log = folder.resolve("log");
        try (ServiceProcess service = ServiceProcess.start(port, log, Map.of(), List.of("-Xmx64m"), List.of())) {
            assertThat(service.process().waitFor()).isEqualTo(1);
        }
        assertThat(Files.readString(log))
                .contains("The service ran out of memory while it started", "CAPTIONER_OPTS=-Xmx1g")
                .doesNotContain("stack_trace");
    }
}
