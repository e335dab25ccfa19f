package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.DecodingForm;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks that openapi.json matches the code; {@code -Dopenapi.write} regenerates it. */
@Tag(TestTags.SLOW)
class OpenApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path DOCUMENT = Path.of("src/main/resources/openapi.json");
    private static final Path ADDITIONS = Path.of("src/test/openapi/additions.json");

    @TempDir
    static Path folder;

    private static JsonNode additions;
    private static String made;

    @BeforeAll
    static void make() throws Exception {
        additions = JSON.readTree(Files.readString(ADDITIONS));
        try (RunningService service = RunningService.start(
                TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering")),
                List.of(
                        "springdoc.api-docs.enabled=true",
                        "springdoc.api-docs.version=openapi_3_1",
                        "springdoc.use-fqn=true",
                        "springdoc.writer-with-order-by-keys=true",
                        "springdoc.paths-to-exclude=/,/jobs.html,/exception,/error-of-the-machine"))) {
            HttpResponse<String> read = service.send(service.request("/v3/api-docs"));
            assertThat(read.statusCode()).isEqualTo(200);
            made = new ApiDocument((ObjectNode) JSON.readTree(read.body()), additions).write();
        }
        if (System.getProperty("openapi.write") != null) {
            Files.writeString(DOCUMENT, made);
        }
    }

    @Test
    void documentIsUpToDate() throws Exception {
        assertThat(Files.readString(DOCUMENT))
                .as("generated from the code; if the change is intended: -Dtest=OpenApiTest -Dopenapi.write")
                .isEqualTo(made);
    }

    @Test
    void documentHasEveryProblem() {
        Set<String> named = new TreeSet<>();
        JSON.readTree(made)
                .get("paths")
                .findValues("examples")
                .forEach(examples -> named.addAll(examples.propertyNames()));

        for (Problem problem : EnumSet.complementOf(EnumSet.of(Problem.METHOD_NOT_ALLOWED))) {
            assertThat(named).contains(problem.slug());
        }
    }

    @Test
    void documentHasEveryOption() {
        JsonNode options =
                JSON.readTree(made).at("/paths/~1caption/post/requestBody/content/application~1json/schema/properties");
        Set<String> expected = new TreeSet<>(DecodingForm.NAMES);
        expected.addAll(Set.of("image", "attention", "stream"));

        assertThat(options.propertyNames()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void serviceServesTheDocument(@TempDir Path other) throws Exception {
        try (RunningService service = RunningService.start(TinyModel.EIGHTEEN_WORDS.write(other.resolve("model")))) {
            HttpResponse<String> document = service.send(service.request("/openapi.json"));

            assertThat(document.statusCode()).isEqualTo(200);
            assertThat(document.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(document.body()).isEqualTo(Files.readString(DOCUMENT));
            assertThat(service.send(service.request("/v3/api-docs")).statusCode())
                    .isEqualTo(404);
        }
    }
}
