package dev.captioner.web;

import static dev.captioner.web.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.model.TinyModel;
import dev.captioner.web.problem.Problem;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The addresses of problem types, their table in docs/rest.md, and the parameters that problems name. */
class ProblemPagesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path DOCUMENT = Path.of("../docs/rest.md");
    private static final Pattern TABLE =
            Pattern.compile("(?<=\\| status \\| `type` \\| when \\|\n\\|---\\|---\\|---\\|\n)(\\|.*\n)+");

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.start(
                TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("model")),
                List.of("captioner.security.keys.shop=" + "0".repeat(64)));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void theTypeOfAProblemIsAnAddressWithoutAKey(Problem problem) throws Exception {
        HttpResponse<String> json = service.send(service.request(problem.type()));
        assertThat(json.statusCode()).as(json.body()).isEqualTo(200);
        JsonNode type = JSON.readTree(json.body());
        assertThat(type.get("type").stringValue()).isEqualTo(problem.type());
        assertThat(type.get("status").intValue()).isEqualTo(problem.status().value());
        assertThat(type.get("remedy").stringValue()).isNotBlank();

        HttpResponse<String> html = service.send(
                service.request(problem.type()).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        assertThat(html.headers().firstValue("Content-Type").orElseThrow().toLowerCase(Locale.ROOT))
                .isEqualTo("text/html;charset=utf-8");
        assertThat(html.body()).contains("<code>" + problem.type() + "</code>").doesNotContain("`");
    }

    @Test
    void theIndexListsAllAndAnUnknownNameIsNotFound() throws Exception {
        HttpResponse<String> all = service.send(service.request("/problems"));
        assertThat(JSON.readTree(all.body()).get("problems")).hasSize(Problem.values().length);
        assertThat(service.send(service.request("/problems").header("Accept", "text/html"))
                        .body())
                .contains("<a href=\"problems/damaged-photo\">");
        assertProblem(service.send(service.request("/problems/x")), 404, "not-found", "GET /problems");
    }

    /** {@code -Ddocs.write} writes the table. */
    @Test
    void theDocumentListsThemAsTheServiceDoes() throws Exception {
        String expected = Arrays.stream(Problem.values())
                .sorted(Comparator.comparingInt(problem -> problem.status().value()))
                .map(problem ->
                        "| " + problem.status().value() + " | `" + problem.type() + "` | " + problem.when() + " |\n")
                .collect(Collectors.joining());
        String document = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
        if (System.getProperty("docs.write") != null) {
            Files.writeString(DOCUMENT, TABLE.matcher(document).replaceFirst(Matcher.quoteReplacement(expected)));
        } else {
            assertThat(document).as("mvn -Dtest=ProblemPagesTest -Ddocs.write").contains(expected);
        }
    }
}
