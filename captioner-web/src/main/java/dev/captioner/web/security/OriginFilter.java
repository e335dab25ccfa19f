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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Protects the service from other pages in the browsers of its users. It rejects requests for a host name that the service was not
 * given, by which DNS rebinding would make a foreign page look like the service's own, and requests of other origins that change
 * something or compute something, unless the settings allow the origin. Clients that are not browsers send no origin and pass.
 *
 * <p>The rule for origins is that of Go's {@code http.CrossOriginProtection}: {@code Sec-Fetch-Site} decides if the browser sends it, otherwise
 * {@code Origin} must have the host of the request.
 */
public final class OriginFilter implements Filter {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "DELETE");
    private static final List<String> EXPOSED =
            List.of(HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE, "traceparent");

    private final ServiceHosts hosts;
    private final CorsConfiguration allowed;
    private final boolean isClosed;
    private final DefaultCorsProcessor cors = new DefaultCorsProcessor();
    private final ProblemWriter problems;

    /**
     * With the host names and origins of the settings.
     *
     * @param address the address that the service listens on; if it is a name, the service has this name
     */
    public OriginFilter(Settings settings, @Nullable String address, ProblemWriter problems) {
        hosts = new ServiceHosts(settings.security().hosts(), address);
        List<String> origins = settings.cors().origins();
        origins.forEach(OriginFilter::check);
        isClosed = origins.isEmpty();
        allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(origins);
        allowed.setAllowedMethods(METHODS);
        allowed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        allowed.setExposedHeaders(EXPOSED);
        allowed.setMaxAge(Duration.ofHours(1));
        this.problems = problems;
    }

    private static void check(String origin) {
        if (!origin.equals(CorsConfiguration.ALL) && !origin.matches("[a-z][a-z0-9+.-]*://[^/?#@\\s]+")) {
            throw new IllegalArgumentException(
                    "captioner.cors.origins: expected origins such as https://example.com, without a path, or *; found '"
                            + origin + "'");
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        Optional<RejectedRequest> rejection = rejection(http);
        if (rejection.isPresent()) {
            if (http.getMethod().equals("POST")) {
                rejection.get().attachTo(http); // BodyFilter reads the body without blocking and responds
                chain.doFilter(request, response);
            } else {
                problems.write(http, answer, rejection.get());
            }
            return;
        }
        if (!isClosed) {
            answer.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN); // of every answer, so that no cache mixes them up
        }
        if (isAllowed(http)) {
            boolean goesOn = cors.processRequest(allowed, http, answer);
            if (!goesOn || CorsUtils.isPreFlightRequest(http)) {
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Optional<RejectedRequest> rejection(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (!hosts.contain(host)) {
            return Optional.of(
                    RejectedRequest.of(
                            Problem.UNKNOWN_HOST,
                            "the service does not have the host name of this request; captioner.security.hosts lists the names that it has besides IP addresses and names without a dot"));
        }
        boolean asks = CorsUtils.isPreFlightRequest(request);
        if ((asks || (!SAFE_METHODS.contains(request.getMethod()) && isForeign(request, host)))
                && !isAllowed(request)) {
            return Optional.of(
                    RejectedRequest.of(
                            Problem.FOREIGN_ORIGIN,
                            "the request comes from a page of another origin; captioner.cors.origins lists the origins that may send requests"));
        }
        return Optional.empty();
    }

    private static boolean isForeign(HttpServletRequest request, @Nullable String host) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !ServiceHosts.isAt(origin, host);
    }

    private boolean isAllowed(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !isClosed && allowed.checkOrigin(origin) != null;
    }
}
