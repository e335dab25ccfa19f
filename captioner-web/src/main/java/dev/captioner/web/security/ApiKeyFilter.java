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

/** Rejects requests without a valid API key, if keys are configured, and those over the rate limit of their key. */
public final class ApiKeyFilter implements Filter {
    /** Request attribute: the name of the key, for the request log. */
    public static final String KEY_NAME = ApiKeyFilter.class.getName() + ".name";

    /** Open paths for health checks, which have no key. */
    private static final List<String> HEALTH = List.of("/actuator/health", "/v2/health");

    /** Open paths of the page, in which people enter a key. Nothing in them is secret. */
    private static final Pattern PAGE =
            Pattern.compile("/|/jobs\\.html|/page/[a-z]+\\.(css|js|svg)|/problems(/[a-z0-9-]+)?");

    private static final String BEARER = "Bearer ";

    private final CurrentKeys keys;
    private final RateLimit limit;
    private final ProblemWriter problems;

    /** With the rate limit of the settings. */
    public ApiKeyFilter(CurrentKeys keys, Settings.Security settings, ProblemWriter problems) {
        this.keys = keys;
        limit = new RateLimit(settings.requestsPerMinute());
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (RejectedRequest.of(http) != null) { // by an earlier filter
            chain.doFilter(request, response);
            return;
        }
        Optional<RejectedRequest> rejection = rejection(http);
        if (rejection.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        HttpServletResponse answer = (HttpServletResponse) response;
        if (rejection.get().problem() == Problem.UNAUTHORISED) {
            answer.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (http.getMethod().equals("POST")) {
            rejection.get().attachTo(http); // BodyFilter reads the body without blocking and responds
            chain.doFilter(request, response);
        } else {
            problems.write(http, answer, rejection.get());
        }
    }

    private Optional<RejectedRequest> rejection(HttpServletRequest request) {
        if (keys.isEmpty() || isOpen(path(request))) {
            return Optional.empty();
        }
        Optional<String> name = Optional.ofNullable(key(request)).flatMap(keys::nameOf);
        if (name.isEmpty()) {
            String detail =
                    "expected an API key of this service, as in Authorization: Bearer KEY or X-API-Key: KEY, found "
                            + (key(request) == null ? "none" : "an unknown one");
            return Optional.of(RejectedRequest.of(Problem.UNAUTHORISED, detail));
        }
        request.setAttribute(KEY_NAME, name.get());
        UnitCharge charge = units -> limit.takeMore(name.get(), units);
        charge.attachTo(request);
        Duration wait = limit.take(name.get());
        return wait.isZero()
                ? Optional.empty()
                : Optional.of(new RejectedRequest(
                        Problem.TOO_MANY_REQUESTS,
                        "this key is over its rate limit of " + limit.unitsPerMinute() + " units per minute",
                        Optional.of(wait)));
    }

    /** The path within the service, as it was sent: decoding it could turn another path into an open one. */
    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
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
