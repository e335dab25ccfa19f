package dev.captioner.web.api;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The addresses in the field {@code type} of problems: what each means and what to do, as JSON, or as HTML for browsers. */
@RestController
class ProblemController {
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    /** All problem types. */
    record ProblemList(List<ProblemType> problems) {}

    /**
     * A problem type.
     *
     * @param when when it occurs
     * @param remedy what to do about it
     */
    record ProblemType(String type, String title, int status, String when, String remedy) {
        static ProblemType of(Problem problem) {
            return new ProblemType(
                    problem.type(), problem.title(), problem.status().value(), problem.when(), problem.remedy());
        }

        String html() {
            return "<h1>" + escaped(title) + "</h1>\n<p><code>" + type + "</code>, status " + status + "</p>\n<p>When: "
                    + escaped(when) + ".</p>\n<p>" + escaped(remedy) + "</p>\n";
        }
    }

    @GetMapping(
            path = "/problems",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_HTML_VALUE})
    ResponseEntity<Object> all(@RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        List<ProblemType> all =
                Arrays.stream(Problem.values()).map(ProblemType::of).toList();
        if (!wantsHtml(accept)) {
            return json(new ProblemList(all));
        }
        return html(
                "Problems",
                all.stream()
                        .map(it ->
                                "<li><a href=\"" + it.type().substring(1) + "\">" + escaped(it.title()) + "</a></li>\n")
                        .collect(Collectors.joining("", "<h1>Problems</h1>\n<ul>\n", "</ul>\n")));
    }

    @GetMapping(
            path = "/problems/{name}",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_HTML_VALUE})
    ResponseEntity<Object> one(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        ProblemType type = Arrays.stream(Problem.values())
                .filter(problem -> problem.slug().equals(name))
                .findFirst()
                .map(ProblemType::of)
                .orElseThrow(() -> Problem.NOT_FOUND.exception("expected the name of a problem type, found "
                        + Fields.quote(name) + "; GET /problems lists all"));
        return wantsHtml(accept) ? html(type.title(), type.html()) : json(type);
    }

    /** Programs that accept anything get JSON. */
    private static boolean wantsHtml(@Nullable String accept) {
        try {
            return accept != null
                    && MimeTypeUtils.parseMimeTypes(accept).stream()
                            .anyMatch(type -> type.getType().equals("text")
                                    && type.getSubtype().equals("html"));
        } catch (InvalidMimeTypeException e) {
            return false;
        }
    }

    private static ResponseEntity<Object> json(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private static ResponseEntity<Object> html(String title, String body) {
        return ResponseEntity.ok()
                .contentType(HTML)
                .body("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + escaped(title)
                        + "</title></head>\n<body>\n" + body + "</body>\n</html>\n");
    }

    /** Text in Markdown, whose code has its marks left out. */
    private static String escaped(String markdown) {
        return HtmlUtils.htmlEscape(markdown).replaceAll("`([^`]*)`", "<code>$1</code>");
    }
}
