package dev.captioner.web.connection;

import dev.captioner.web.problem.ClientGone;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Records clients that disconnected, or stopped to read, while the response was being sent. Spring hides such failures. */
public final class BrokenConnectionFilter implements Filter {
    private final ClientGone clientGone;

    /** A filter for all requests. */
    public BrokenConnectionFilter(ClientGone clientGone) {
        this.clientGone = clientGone;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            if (ClientConnection.of((HttpServletRequest) request).isBroken()) {
                clientGone.record((HttpServletRequest) request, (HttpServletResponse) response);
            }
        }
    }
}
