package dev.captioner.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** The JSON form of a problem; each path has the form of its protocol. */
public enum ErrorForm {
    /** RFC 9457. */
    PROBLEM,
    /** OpenAI: an object {@code error} with message, type, parameter and code. */
    OPENAI,
    /** Open Inference Protocol and Hugging Face: a message named {@code error}. */
    MESSAGE;

    /** The property of a problem that names the parameter of the request that caused it. */
    public static final String PARAMETER = "param";

    private record OpenAi(Failure error) {}

    private record Failure(
            String message, String type, @Nullable Object param, String code) {}

    private record Message(String error) {}

    private record Invalid(String parameter, String detail) {}

    /** The form of the path of a request. */
    public static ErrorForm of(HttpServletRequest request) {
        String path = String.valueOf(request.getRequestURI());
        String context = request.getContextPath();
        return of(
                String.valueOf(request.getMethod()),
                context == null ? path : path.substring(Math.min(context.length(), path.length())));
    }

    /** The form of a method and path. */
    public static ErrorForm of(String method, String path) {
        if (path.startsWith("/v1/")) {
            return OPENAI;
        }
        boolean huggingFace = path.startsWith("/models/") && method.equals("POST");
        return huggingFace || path.equals("/v2") || path.startsWith("/v2/") ? MESSAGE : PROBLEM;
    }

    /** The content type. */
    public MediaType type() {
        return this == PROBLEM ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON;
    }

    /** The object that Jackson writes. */
    public Object body(ProblemDetail problem) {
        return switch (this) {
            case PROBLEM -> withErrors(problem);
            case OPENAI ->
                new OpenAi(new Failure(message(problem), kind(problem.getStatus()), parameter(problem), slug(problem)));
            case MESSAGE -> new Message(message(problem));
        };
    }

    /** The parameter becomes the member {@code errors}, as in the example of RFC 9457, section 3. */
    private static ProblemDetail withErrors(ProblemDetail problem) {
        Object parameter = parameter(problem);
        problem.setProperties(
                parameter == null
                        ? null
                        : Map.of("errors", List.of(new Invalid(String.valueOf(parameter), message(problem)))));
        return problem;
    }

    private static String message(ProblemDetail problem) {
        return String.valueOf(problem.getDetail());
    }

    /** The error types of OpenAI's service. */
    private static String kind(int status) {
        if (status == HttpStatus.TOO_MANY_REQUESTS.value()) {
            return "rate_limit_error";
        }
        return status >= HttpStatus.INTERNAL_SERVER_ERROR.value() ? "server_error" : "invalid_request_error";
    }

    private static @Nullable Object parameter(ProblemDetail problem) {
        return problem.getProperties() == null ? null : problem.getProperties().get(PARAMETER);
    }

    /** The last path segment of a problem's type; empty if it has no type. */
    public static String slug(ProblemDetail problem) {
        URI type = problem.getType();
        return type == null ? "" : type.getPath().replaceFirst(".*/", "");
    }
}
