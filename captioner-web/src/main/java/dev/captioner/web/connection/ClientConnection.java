package dev.captioner.web.connection;

import dev.captioner.web.security.UnitCharge;
import dev.captioner.web.serving.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The connection of a request whose body was read to its end, which tells whether the client has disconnected. What follows on the
 * connection is the end of the stream or the next request. The check leaves the bytes of a next request where Tomcat reads them.
 */
public final class ClientConnection implements Client {
    private static final String ATTRIBUTE = ClientConnection.class.getName();

    private final org.apache.coyote.Request request;
    private final SocketWrapperBase<?> socket;
    private UnitCharge charge = UnitCharge.FREE;

    private ClientConnection(org.apache.coyote.Request request, SocketWrapperBase<?> socket) {
        this.request = request;
        this.socket = socket;
    }

    static void attach(org.apache.coyote.Request request, SocketWrapperBase<?> socket) {
        request.setAttribute(ATTRIBUTE, new ClientConnection(request, socket));
    }

    /** The connection of a request that came through {@link ServiceProtocol}. */
    public static ClientConnection of(HttpServletRequest request) {
        ClientConnection connection = (ClientConnection)
                Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "the connector is no ServiceProtocol");
        connection.charge = UnitCharge.of(request);
        return connection;
    }

    @Override
    public Duration charge(int units) {
        return charge.charge(units);
    }

    /** Tells a client that waits for it ({@code Expect: 100-continue}) to send the body. */
    public void expectBody() {
        request.action(ActionCode.ACK, ContinueResponseTiming.ALWAYS);
    }

    /** Whether a part of the response could not be sent. */
    boolean isBroken() {
        return request.getResponse().isExceptionPresent();
    }

    /** Once bytes of a next request have arrived, the client counts as connected, because nothing is read beyond them. */
    @Override
    public boolean isDisconnected() {
        try {
            socket.isReadyForRead(); // does not block; what it reads stays in the buffer of the connection
            return false;
        } catch (IOException e) { // the end of the stream, or a reset
            return true;
        }
    }
}
