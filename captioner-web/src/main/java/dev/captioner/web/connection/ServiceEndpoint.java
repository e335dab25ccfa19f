package dev.captioner.web.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Accepts connections within the limits of {@link Connections}. */
final class ServiceEndpoint extends NioEndpoint {
    private @Nullable Connections admission;
    private byte[] rejection = new byte[0];

    /** @param problem the body of the response to a connection that is rejected */
    void configure(Connections connections, int status, byte[] problem) {
        admission = connections;
        byte[] head = ("HTTP/1.1 " + status + " \r\nContent-Type: application/problem+json\r\nContent-Length: "
                        + problem.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(ISO_8859_1);
        rejection = ByteBuffer.allocate(head.length + problem.length)
                .put(head)
                .put(problem)
                .array();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (admission == null || admission.admit(socket, getMaxConnections(), this::evict)) {
            boolean done = super.setSocketOptions(socket);
            if (!done && admission != null) {
                admission.closed(socket);
            }
            return done;
        }
        reject(socket);
        destroySocket(socket);
        return true; // there is nothing left to close
    }

    private void reject(SocketChannel socket) {
        if (isSSLEnabled()) {
            return;
        }
        try {
            socket.configureBlocking(false); // it fits into the buffer of a new socket
            socket.write(ByteBuffer.wrap(rejection));
            socket.shutdownOutput();
        } catch (IOException e) {
            // the client has gone
        }
    }

    /** Closes a connection in a thread that processes it, as Tomcat does after a timeout. */
    private void evict(Connection connection) {
        SocketWrapperBase<NioChannel> socket = connections.get(Objects.requireNonNull(connection.channel()));
        if (socket != null) {
            processSocket(socket, SocketEvent.ERROR, true);
        }
    }
}
