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
 * The connection that a request came by. The request has been read to its end ({@link BodyFilter}), so whoever reads on gets the
 * next request or the end of the connection: Tomcat, asked how much there is to be read without waiting, tries, and says 1 for
 * the end as often as it is asked; bytes of a next request it counts once only.
 */
public final class ClientConnection implements Client {
    private static final String ATTRIBUTE = ClientConnection.class.getName();

    private final org.apache.coyote.Request request;

    private ClientConnection(org.apache.coyote.Request request) {
        this.request = request;
    }

    /** Of a request that came through {@link #valve()}. */
    public static ClientConnection of(HttpServletRequest request) {
        return (ClientConnection) Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "Tomcat lacks its valve");
    }

    /** Has Tomcat, whose servlet interface hides it, leave the connection with each request. */
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
    public boolean gone() {
        boolean first = hasMore();
        boolean second = hasMore();
        return first && second;
    }

    private boolean hasMore() {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() > 0;
    }
}
