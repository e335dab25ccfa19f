package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks problems (RFC 9457). */
final class Problems {
    private static final JsonMapper JSON = new JsonMapper();

    private Problems() {}

    static void assertProblem(HttpResponse<String> response, int status, String type, String detail) {
        assertThat(response.body()).contains(detail);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.propertyNames())
                .contains("type", "title", "status", "detail", "instance")
                .isSubsetOf("type", "title", "status", "detail", "instance", "errors");
        assertThat(problem.get("type").stringValue()).isEqualTo("/problems/" + type);
        assertThat(problem.get("title").stringValue()).isNotBlank();
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").stringValue())
                .contains(detail)
                .doesNotContain("Exception", "of no concern"); // of ProblemsTest
        assertThat(problem.get("instance").stringValue())
                .isEqualTo(response.request().uri().getRawPath());
    }
}
