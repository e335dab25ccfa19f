package dev.captioner.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** How a problem is written down: each address has the form that its clients read. */
public enum ErrorForm {
    /** RFC 9457. */
    PROBLEM,
    /** An object {@code error} with a message, a type, a parameter and a code, as OpenAI has it. */
    OPENAI,
    /** A message by the name {@code error}, as the Open Inference Protocol and Hugging Face have it. */
    MESSAGE;

    /** The property of a problem that names what in the request it is about. */
    public static final String PARAMETER = "param";

    private record OpenAi(Failure error) {}

    private record Failure(
            String message, String type, @Nullable Object param, String code) {}

    private record Message(String error) {}

    /** The form of the address that a request went to. */
    public static ErrorForm of(HttpServletRequest request) {
        return of(request.getMethod(), request.getRequestURI());
    }

    /** The form of an address. */
    public static ErrorForm of(String method, String path) {
        if (path.startsWith("/v1/")) {
            return OPENAI;
        }
        boolean huggingFace = path.startsWith("/models/") && method.equals("POST");
        return huggingFace || path.equals("/v2") || path.startsWith("/v2/") ? MESSAGE : PROBLEM;
    }

    /** What it says of its type. */
    public MediaType type() {
        return this == PROBLEM ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON;
    }

    /** What Jackson is to write. */
    public Object body(ProblemDetail problem) {
        return switch (this) {
            case PROBLEM -> withoutParameter(problem);
            case OPENAI ->
                new OpenAi(new Failure(message(problem), kind(problem.getStatus()), parameter(problem), slug(problem)));
            case MESSAGE -> new Message(message(problem));
        };
    }

    private static ProblemDetail withoutParameter(ProblemDetail problem) {
        problem.setProperties(null);
        return problem;
    }

    private static String message(ProblemDetail problem) {
        return String.valueOf(problem.getDetail());
    }

    /** The types that OpenAI's own service has for failures. */
    private static String kind(int status) {
        if (status == HttpStatus.TOO_MANY_REQUESTS.value()) {
            return "rate_limit_error";
        }
        return status >= HttpStatus.INTERNAL_SERVER_ERROR.value() ? "server_error" : "invalid_request_error";
    }

    private static @Nullable Object parameter(ProblemDetail problem) {
        return problem.getProperties() == null ? null : problem.getProperties().get(PARAMETER);
    }

    /** The last part of a problem's type; empty without one. */
    public static String slug(ProblemDetail problem) {
        URI type = problem.getType();
        return type == null ? "" : type.getPath().replaceFirst(".*/", "");
    }
}
