package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.Await;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import dev.captioner.web.jobs.Jobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs over HTTP, each test with its own service and a tiny model. */
@Tag(TestTags.SLOW)
class JobsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MANY = 400;

    @TempDir
    Path folder;

    private Path work() {
        return folder.resolve("work");
    }

    private RunningService service(String... settings) {
        return service(TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")), settings);
    }

    private RunningService service(Path model, String... settings) {
        List<String> all = new ArrayList<>(List.of("captioner.jobs.work=" + work()));
        all.addAll(List.of(settings));
        return RunningService.start(model, all);
    }

    private static HttpResponse<String> postZip(RunningService service, byte[] zip, String... fields) throws Exception {
        Multipart form = new Multipart();
        for (int i = 0; i < fields.length; i += 2) {
            form.field(fields[i], fields[i + 1]);
        }
        return service.send(service.multipart(
                "/jobs",
                form.file("archive", "my photos.zip", "application/zip", zip).end()));
    }

    private static HttpResponse<String> postJson(RunningService service, String json) throws Exception {
        return service.post("/jobs", "application/json", json.getBytes(UTF_8));
    }

    private static JsonNode accepted(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JSON.readTree(response.body());
    }

    private static String id(HttpResponse<String> response) {
        return accepted(response).get("id").stringValue();
    }

    private static JsonNode job(RunningService service, String id) throws Exception {
        HttpResponse<String> response = service.send(service.request("/jobs/" + id));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> delete(RunningService service, String id) throws Exception {
        return service.send(service.request("/jobs/" + id).DELETE());
    }

    private static JsonNode await(RunningService service, String id, String state) throws Exception {
        Await.until(
                () -> {
                    JsonNode job = job(service, id);
                    String found = job.get("state").stringValue();
                    assertThat(found.equals("failed") && !state.equals("failed"))
                            .as(job.toString())
                            .isFalse();
                    return found.equals(state);
                },
                () -> job(service, id).toString());
        return job(service, id);
    }

    /** Waits until a job has captioned some of its photos. */
    private static JsonNode awaitPhotos(RunningService service, String id) throws Exception {
        Await.until(
                () -> job(service, id).get("progress").get("done").longValue() > 0,
                () -> job(service, id).toString());
        JsonNode job = job(service, id);
        assertThat(job.get("state").stringValue()).as(job.toString()).isEqualTo("running");
        assertThat(job.get("progress").get("done").longValue())
                .as(job.toString())
                .isBetween(1L, MANY - 1L);
        return job;
    }

    private static List<JsonNode> lines(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/jsonl");
        return response.body().lines().map(JSON::readTree).toList();
    }

    private static List<JsonNode> results(RunningService service, String id) throws Exception {
        return lines(service.send(service.request("/jobs/" + id + "/results")));
    }

    private List<String> onDisk(String id) throws IOException {
        try (Stream<Path> files = Files.list(work().resolve(id))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void resultsOfAnArchiveEqualThoseOfSinglePhotos() throws Exception {
        byte[] zip = new Zip()
                .entry("a/chelsea.jpg", Samples.bytes("chelsea"))
                .entry("broken.jpg", "no photo".getBytes(UTF_8))
                .entry("../out.jpg", Samples.bytes("rocket"))
                .entry("rocket.jpg", Samples.bytes("rocket"))
                .entry("notes.txt", "not a photo".getBytes(UTF_8))
                .end();
        try (RunningService service = service(TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering")))) {
            HttpResponse<String> response =
                    postZip(service, zip, "questions", "what is red?", "questions", "is there a cat?");
            JsonNode job = accepted(response);
            String id = job.get("id").stringValue();
            assertThat(response.headers().firstValue("Location")).hasValue("/jobs/" + id);
            assertThat(job.get("request").get("archive").stringValue()).isEqualTo("my photos.zip");

            job = await(service, id, "complete");
            assertThat(job.get("progress").toString())
                    .isEqualTo("{\"photos\":4,\"done\":4,\"failed\":2,\"leftOut\":{\"text\":1}}");
            assertThat(job.get("model").get("version").stringValue()).isEqualTo(TinyModel.VERSION);
            assertThat(JSON.readTree(service.send(service.request("/jobs")).body())
                            .get("jobs"))
                    .containsExactly(job);

            List<JsonNode> results = results(service, id);
            assertThat(results.stream().map(line -> line.get("file").stringValue()))
                    .containsExactly("a/chelsea.jpg", "broken.jpg", "../out.jpg", "rocket.jpg");
            for (int i : List.of(0, 3)) {
                String name = i == 0 ? "chelsea" : "rocket";
                JsonNode alone =
                        JSON.readTree(service.caption(Samples.bytes(name)).body());
                assertThat(results.get(i).get("captions").get(0).get("text"))
                        .isEqualTo(alone.get("captions").get(0).get("text"));
                JsonNode reply = JSON.readTree(
                        service.post("/vqa?question=what+is+red%3F&top=1", "image/jpeg", Samples.bytes(name))
                                .body());
                JsonNode answered = results.get(i).get("answers").get(0);
                assertThat(answered.get("question").stringValue()).isEqualTo("what is red?");
                assertThat(answered.toString())
                        .contains(reply.get("answers").get(0).get("text").toString());
            }
            assertThat(results.get(1).get("reason").stringValue()).isEqualTo("UNSUPPORTED_FORMAT");
            assertThat(results.get(2).get("reason").stringValue()).isEqualTo("UNSAFE_NAME");
            List<JsonNode> report = lines(service.send(service.request("/jobs/" + id + "/report")));
            assertThat(report).hasSize(3);
            assertThat(report.get(2).get("captioned").longValue()).isEqualTo(2);
            assertThat(report.get(2).get("leftOut").toString()).isEqualTo("{\"text\":1}");

            assertThat(onDisk(id)).containsExactly(".captioner-files", "job.json", "report.jsonl", "results.jsonl");
            assertThat(service.metric("captioner_jobs_ended_total{state=\"complete\"}"))
                    .isEqualTo(1);
            assertThat(service.metric("captioner_jobs_photos_total{outcome=\"captioned\"}"))
                    .isEqualTo(2);
            assertThat(service.metric("captioner_jobs_photos_total{outcome=\"failed\"}"))
                    .isEqualTo(2);

            assertThat(delete(service, id).statusCode()).isEqualTo(204);
            assertThat(work().resolve(id)).doesNotExist();
            assertProblem(service.send(service.request("/jobs/" + id)), 404, "not-found", "no job with this id");
        }
    }

    @Test
    void namesInAnArchiveAreDecodedAsTheClientSays() throws Exception {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(zip, Charset.forName("Shift_JIS"))) {
            archive.putNextEntry(new ZipEntry("\u30bd.jpg"));
            archive.write(Samples.bytes("coffee"));
        }
        try (RunningService service = service()) {
            String id = id(postZip(service, zip.toByteArray(), "zipEncoding", "Shift_JIS"));
            JsonNode job = await(service, id, "complete");
            assertThat(job.get("request").get("zipEncoding").stringValue()).isEqualTo("Shift_JIS");
            assertThat(results(service, id).get(0).get("file").stringValue()).isEqualTo("\u30bd.jpg");
            assertProblem(
                    postZip(service, zip.toByteArray(), "zipEncoding", "shift-gis"),
                    422,
                    "bad-option",
                    "'zipEncoding': expected an encoding");
        }
    }

    @Test
    void foldersAreCaptionedButNothingOutsideTheRoot() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path summer = Files.createDirectories(root.resolve("2024/summer"));
        for (Path place : List.of(outside, summer)) {
            Files.write(place.resolve("photo.jpg"), Samples.bytes("coffee"));
            Files.write(place.resolve("other.png"), Samples.bytes("flower"));
        }
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(summer.resolve("link.jpg"), outside.resolve("photo.jpg"));
        try (RunningService service = service("captioner.jobs.root=" + root)) {
            for (String name : List.of(
                    "../outside",
                    "2024/../../outside",
                    outside.toString(),
                    "link",
                    "link/.",
                    "nowhere",
                    "a\\u0000b",
                    "2024/summer/photo.jpg")) {
                HttpResponse<String> refused = postJson(service, "{\"folder\":\"" + name + "\"}");
                assertProblem(refused, 422, "bad-folder", "expected a");
                assertThat(refused.body()).doesNotContain(root.toString());
            }
            String id = id(postJson(service, "{\"folder\":\"2024/summer\",\"glob\":[\"*.jpg\"]}"));
            await(service, id, "complete");

            List<JsonNode> results = results(service, id);
            assertThat(results.stream().map(line -> line.get("file").stringValue()))
                    .containsExactly("link.jpg", "photo.jpg");
            assertThat(results.get(0).get("reason").stringValue()).isEqualTo("NOT_A_FILE");
            assertThat(results.get(0).toString()).doesNotContain(folder.toString());
            assertThat(results.get(1).get("captions")).isNotEmpty();
        }
    }

    @Test
    void aJobTakesTheOptionsOfCaptions() throws Exception {
        byte[] zip = new Zip().entry("a.jpg", Samples.bytes("coffee")).end();
        String query = "beam=4&nBest=2&diversity=1.5&include=dog&prefix=the&allowRepetition=true";
        String stored = "{\"beam\":4,\"diversity\":1.5,\"nBest\":2,\"include\":[\"dog\"],\"prefix\":\"the\","
                + "\"allowRepetition\":true}";
        try (RunningService service = service()) {
            JsonNode job = accepted(postZip(
                    service,
                    zip,
                    "beam",
                    "4",
                    "nBest",
                    "2",
                    "diversity",
                    "1.5",
                    "include",
                    "dog",
                    "prefix",
                    "the",
                    "allowRepetition",
                    "true"));
            String id = job.get("id").stringValue();
            assertThat(job.at("/request/decoding").toString()).isEqualTo(stored);
            job = await(service, id, "complete");
            assertThat(job.at("/request/decoding").toString()).isEqualTo(stored);
            assertThat(JSON.readTree(Files.readString(work().resolve(id).resolve("job.json")))
                            .at("/request/decoding")
                            .toString())
                    .isEqualTo(stored);

            JsonNode alone = JSON.readTree(service.post("/caption?" + query, "image/jpeg", Samples.bytes("coffee"))
                            .body())
                    .get("captions");
            JsonNode captions = results(service, id).get(0).get("captions");
            assertThat(captions).hasSize(2);
            for (int i = 0; i < 2; i++) {
                assertThat(captions.get(i).get("text")).isEqualTo(alone.get(i).get("text"));
            }

            assertThat(accepted(postZip(service, zip)).get("request").has("decoding"))
                    .isFalse();
            assertProblem(postZip(service, zip, "beam", "0"), 422, "bad-option", "'beam' to be a whole number from 1");
            assertProblem(
                    postZip(service, zip, "topK", "2"), 422, "bad-option", "'topK' is for sampling; add 'sample'");
            assertProblem(postZip(service, zip, "include", "zebra"), 422, "impossible-constraints", "zebra");
        }
    }

    @Test
    void invalidRequestsAreRejected() throws Exception {
        byte[] zip = new Zip().entry("a.jpg", Samples.bytes("flower")).end();
        try (RunningService service = service("captioner.jobs.archive-limit=2MB")) {
            assertProblem(postJson(service, "{\"folder\":\"a\"}"), 422, "bad-folder", "captioner.jobs.root");
            assertProblem(postJson(service, "{}"), 400, "missing-source", "'folder'");
            assertProblem(postJson(service, "[]"), 400, "malformed-request", "JSON object");
            assertProblem(postJson(service, "{\"folder\":\"a\",\"x\":1}"), 422, "unknown-option", "'x'");
            assertProblem(
                    service.post("/jobs", "application/zip", zip), 415, "unsupported-body", "multipart/form-data");
            assertProblem(
                    service.send(service.multipart(
                            "/jobs", new Multipart().field("archive", "x").end())),
                    400,
                    "missing-source",
                    "'archive'");
            assertProblem(
                    service.send(service.multipart(
                            "/jobs",
                            new Multipart()
                                    .file("archive", "a\0.zip", "application/zip", zip)
                                    .end())),
                    400,
                    "malformed-request",
                    "RFC 7578");
            assertProblem(postZip(service, "no zip".getBytes(UTF_8)), 422, "bad-archive", "expected a ZIP");
            assertProblem(postZip(service, zip, "questions", "what?"), 501, "answers-nothing", "leave 'questions' out");
            assertProblem(postZip(service, zip, "questions", " "), 422, "empty-question", "");
            assertProblem(postZip(service, zip, "glob", "*a*a*a*a*"), 422, "bad-option", "at most 3");
            assertProblem(postZip(service, zip, "glob", "[a"), 422, "bad-option", "expected a pattern");
            assertProblem(postZip(service, new byte[3_000_000]), 413, "archive-too-large", "2,097,152 bytes");
            assertProblem(
                    service.send(service.request("/jobs")
                            .header("Content-Type", Multipart.TYPE)
                            .POST(BodyPublishers.fromPublisher( // without a length
                                    BodyPublishers.ofByteArray(new byte[3_000_000])))),
                    413,
                    "archive-too-large",
                    "2,097,152 bytes");
            for (String path : List.of("", "/results", "/report")) {
                assertProblem(service.send(service.request("/jobs/0123" + path)), 404, "not-found", "no job");
            }
            assertProblem(delete(service, "0123"), 404, "not-found", "no job");
            assertThat(JSON.readTree(service.send(service.request("/jobs")).body())
                            .get("jobs"))
                    .isEmpty();
            try (Stream<Path> uploads = Files.list(work().resolve("uploads"))) {
                assertThat(uploads).isEmpty();
            }
        }
    }

    @Test
    void failedJobsSayWhyWithoutPaths() throws Exception {
        byte[] whole = new Zip().entry("a.jpg", Samples.bytes("flower")).end();
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
        byte[] empty = new Zip().entry("a.txt", new byte[1]).end();
        try (RunningService service = service()) {
            for (byte[] zip : List.of(cut, empty)) {
                String id = id(postZip(service, zip));
                JsonNode job = await(service, id, "failed");
                assertThat(job.get("problem").stringValue())
                        .contains("photos.zip")
                        .doesNotContain("archive.zip", "stopped")
                        .doesNotContain(folder.toString())
                        .doesNotContain("command");
                assertProblem(
                        service.send(service.request("/jobs/" + id + "/results")),
                        409,
                        "job-without-results",
                        "is failed");
                assertThat(onDisk(id)).containsExactly("job.json");
            }
        }
    }

    @Test
    void oneJobRunsOthersWaitAndEachCanBeStopped() throws Exception {
        byte[] zip = new Zip().photos(MANY, Samples.bytes("flower")).end();
        byte[] one = new Zip().entry("a.jpg", Samples.bytes("flower")).end();
        try (RunningService service = service("captioner.jobs.waiting=2", "captioner.jobs.kept=2")) {
            String running = id(postZip(service, zip));
            awaitPhotos(service, running);
            String second = id(postZip(service, one));
            String third = id(postZip(service, one));
            HttpResponse<String> refused = postZip(service, one);
            assertProblem(refused, 503, "too-many-jobs", "queue of jobs is full");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
            assertThat(job(service, second).get("state").stringValue()).isEqualTo("waiting");
            assertThat(service.metric("captioner_jobs_waiting")).isEqualTo(2);
            assertThat(service.metric("captioner_jobs_running")).isEqualTo(1);
            for (String what : List.of("results", "report")) {
                assertProblem(
                        service.send(service.request("/jobs/" + running + "/" + what)),
                        409,
                        "job-without-results",
                        "is running");
            }
            JsonNode progress = awaitPhotos(service, running).get("progress");
            assertThat(progress.get("photos").longValue()).isEqualTo(MANY);
            assertThat(progress.get("photosPerSecond").doubleValue()).isPositive();
            assertThat(progress.get("secondsLeft").doubleValue()).isPositive();

            assertThat(accepted(delete(service, third)).get("state").stringValue())
                    .isEqualTo("stopped");
            accepted(delete(service, running));
            JsonNode stopped = await(service, running, "stopped");
            assertThat(stopped.get("progress").get("done").longValue()).isLessThan(MANY);
            assertThat(onDisk(running)).containsExactly("job.json");
            await(service, second, "complete"); // deletes the job that ended first
            assertProblem(service.send(service.request("/jobs/" + third)), 404, "not-found", "no job");
            assertThat(results(service, second)).hasSize(1);
        }
    }

    @Test
    void theNextProcessKnowsTheJobsAndResumesTheInterruptedOne() throws Exception {
        byte[] zip = new Zip().photos(MANY, Samples.bytes("rocket")).end();
        byte[] one = new Zip().entry("a.jpg", Samples.bytes("flower")).end();
        String cutOff;
        String waiting;
        String ended;
        long before;
        try (RunningService service = service()) {
            ended = id(postZip(service, one));
            await(service, ended, "complete");
            cutOff = id(postZip(service, zip));
            waiting = id(postZip(service, one));
            before = awaitPhotos(service, cutOff).get("progress").get("done").longValue();
        }
        try (RunningService service = service()) {
            JsonNode jobs =
                    JSON.readTree(service.send(service.request("/jobs")).body()).get("jobs");
            assertThat(IntStream.range(0, 3).mapToObj(i -> jobs.get(i).get("id").stringValue()))
                    .containsExactly(waiting, cutOff, ended);
            assertThat(results(service, ended)).hasSize(1);
            JsonNode goesOn = awaitPhotos(service, cutOff);
            assertThat(goesOn.get("progress").get("done").longValue()).isGreaterThanOrEqualTo(before);
            await(service, cutOff, "complete");
            assertThat(results(service, cutOff))
                    .hasSize(MANY)
                    .allSatisfy(line -> assertThat(line.get("captions")).isNotEmpty());
            // Photos with stored results are not captioned again.
            assertThat(service.metric("captioner_jobs_photos_total{outcome=\"captioned\"}"))
                    .isLessThanOrEqualTo((double) MANY - before);
            await(service, waiting, "complete");
        }
    }

    /** Whoever writes to the disk holds the monitor. */
    @Test
    void statusesAreReadWhileAnotherRequestWritesToTheDisk() throws Exception {
        try (RunningService service = service()) {
            String id = id(postZip(
                    service, new Zip().entry("a.jpg", Samples.bytes("flower")).end()));
            await(service, id, "complete");
            synchronized (service.context().getBean(Jobs.class)) {
                assertThat(job(service, id).get("state").stringValue()).isEqualTo("complete");
                assertThat(service.send(service.request("/jobs")).statusCode()).isEqualTo(200);
                assertThat(service.send(service.request("/jobs/" + id + "/results"))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    /** A link that leads nowhere is in the place of the folder for uploads. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatCannotBeUsedIsAnErrorNotAnEmptyListAndIsTriedAgain() throws Exception {
        String id;
        try (RunningService service = service()) {
            id = id(postZip(
                    service, new Zip().entry("a.jpg", Samples.bytes("flower")).end()));
            await(service, id, "complete");
        }
        Path uploads = work().resolve("uploads");
        Files.delete(uploads);
        Files.createSymbolicLink(uploads, work().resolve("nowhere"));
        try (RunningService service = service()) {
            for (String path : List.of("/jobs", "/jobs/" + id)) {
                assertProblem(service.send(service.request(path)), 503, "jobs-unavailable", "captioner.jobs.work");
            }
            Files.delete(uploads);

            assertThat(JSON.readTree(service.send(service.request("/jobs")).body())
                            .get("jobs"))
                    .hasSize(1);
            assertThat(job(service, id).get("state").stringValue()).isEqualTo("complete");
        }
    }

    @Test
    void jobsAreRejectedWhileAnotherProcessHasTheLock() throws Exception {
        byte[] one = new Zip().entry("a.jpg", Samples.bytes("flower")).end();
        try (RunningService first = service()) {
            String id = id(postZip(first, one));
            try (RunningService second = service()) {
                assertProblem(postZip(second, one), 503, "jobs-unavailable", "captioner.jobs.work");
                assertThat(second.caption(Samples.bytes("flower")).statusCode()).isEqualTo(200);
            }
            await(first, id, "complete");
        }
    }

    @Test
    void noFolderIsCreatedBeforeTheFirstJob() throws Exception {
        try (RunningService service = service()) {
            assertThat(service.send(service.request("/jobs")).body().replace(" ", ""))
                    .isEqualTo("{\"jobs\":[]}");
            assertThat(work()).doesNotExist();
            assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                    .doesNotContain("jobs");
        }
    }
}
