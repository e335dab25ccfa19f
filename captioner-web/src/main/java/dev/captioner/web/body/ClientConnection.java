package dev.captioner.web.body;

import dev.captioner.web.serving.Client;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * The connection of a request, which tells whether the client has disconnected. {@link BodyFilter} has read the request to its
 * end, so what follows on the connection is the next request or the end of the stream. Tomcat's {@code AVAILABLE} action reads
 * without blocking. At the end of the stream it reports 1 byte at each call; bytes of a next request it reports only once.
 */
public final class ClientConnection implements Client {
    private static final String ATTRIBUTE = ClientConnection.class.getName();

    private final org.apache.coyote.Request request;

    private ClientConnection(org.apache.coyote.Request request) {
        this.request = request;
    }

    /** The connection of a request that came through {@link #valve()}. */
    public static ClientConnection of(HttpServletRequest request) {
        return (ClientConnection)
                Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "ClientConnection.valve() is not installed");
    }

    /** A Tomcat valve that attaches the connection to each request; the servlet API does not expose it. */
    public static Valve valve() {
        return new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                request.setAttribute(ATTRIBUTE, new ClientConnection(request.getCoyoteRequest()));
                getNext().invoke(request, response);
            }
        };
    }

    @Override
    public boolean isDisconnected() {
        boolean first = hasMore();
        boolean second = hasMore();
        return first && second;
    }

    private boolean hasMore() {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() > 0;
    }
}
