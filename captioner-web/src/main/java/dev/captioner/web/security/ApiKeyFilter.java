package dev.captioner.web.security;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemWriter;
import dev.captioner.web.problem.RejectedRequest;
import dev.captioner.web.settings.Settings;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Lets in who has a key, if keys are asked for at all, and no more often than is allowed. */
public final class ApiKeyFilter implements Filter {
    /** The name of the key that a request came with, for the log. */
    public static final String KEY_NAME = ApiKeyFilter.class.getName() + ".name";

    /** Asked by what watches over the service and has no key. */
    private static final List<String> HEALTH = List.of("/actuator/health", "/v2/health");

    /** What a browser asks for before somebody can type a key into it. Nothing in it is secret. */
    private static final Pattern PAGE = Pattern.compile("/|/jobs\\.html|/page/[a-z]+\\.(css|js|svg)");

    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final RateLimit limit;
    private final ProblemWriter problems;

    /** With the keys that are set. */
    public ApiKeyFilter(Settings.Security settings, ProblemWriter problems) {
        keys = new ApiKeys(settings.keys());
        limit = new RateLimit(settings.requestsPerMinute());
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        Optional<RejectedRequest> refused = refused(http);
        if (refused.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        HttpServletResponse answer = (HttpServletResponse) response;
        if (refused.get().problem() == Problem.UNAUTHORISED) {
            answer.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (http.getMethod().equals("POST")) {
            refused.get().attachTo(http); // BodyFilter reads the body without blocking and responds
            chain.doFilter(request, response);
        } else {
            problems.write(http, answer, refused.get());
        }
    }

    private Optional<RejectedRequest> refused(HttpServletRequest request) {
        if (keys.isEmpty() || isOpen(request.getRequestURI())) {
            return Optional.empty();
        }
        Optional<String> name = Optional.ofNullable(key(request)).flatMap(keys::nameOf);
        if (name.isEmpty()) {
            String detail = "expected a key of this service, as in Authorization: Bearer KEY or X-API-Key: KEY, found "
                    + (key(request) == null ? "none" : "another");
            return Optional.of(new RejectedRequest(Problem.UNAUTHORISED, detail, Optional.empty()));
        }
        request.setAttribute(KEY_NAME, name.get());
        Duration wait = limit.take(name.get());
        return wait.isZero()
                ? Optional.empty()
                : Optional.of(new RejectedRequest(
                        Problem.TOO_MANY_REQUESTS,
                        "this key has used up its requests of the last minute",
                        Optional.of(wait)));
    }

    private static boolean isOpen(String path) {
        return HEALTH.stream().anyMatch(health -> path.equals(health) || path.startsWith(health + "/"))
                || PAGE.matcher(path).matches();
    }

    private static @Nullable String key(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return request.getHeader("X-API-Key");
    }
}
