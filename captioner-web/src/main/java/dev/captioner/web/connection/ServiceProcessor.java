package dev.captioner.web.connection;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes the requests of one connection at a time, and attaches the connection to each. A head has one deadline from its first to
 * its last byte; Tomcat's own timeout begins anew with each byte.
 */
final class ServiceProcessor extends Http11Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcessor.class);

    private final AbstractHttp11Protocol<?> protocol;
    private final Connections connections;

    ServiceProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, Connections connections) {
        this(protocol, new Attaching(adapter), connections);
    }

    private ServiceProcessor(AbstractHttp11Protocol<?> protocol, Attaching adapter, Connections connections) {
        super(protocol, adapter);
        this.protocol = protocol;
        this.connections = connections;
        adapter.processor = this;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        Connection connection = connections.of(socket);
        connection.readsHead();
        SocketState state = super.service(socket);
        if (state == SocketState.OPEN) {
            connection.waits();
        } else if (state == SocketState.LONG && !isAsync()) {
            connection.readsHead();
            long left = connection.headNanosLeft(connections.limits().headTime());
            if (left <= 0) {
                return rejectSlowHead();
            }
            socket.setReadTimeout(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left))); // from now on
        }
        return state;
    }

    @Override
    public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
        boolean late = event == SocketEvent.ERROR && !isAsync() && !isUpgrade();
        if (late && connections.of(socket).isReadingHead()) {
            return rejectSlowHead();
        }
        return super.process(socket, event);
    }

    /** Responds as Tomcat does to a malformed head. */
    private SocketState rejectSlowHead() {
        response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
        setErrorState(ErrorState.CLOSE_CLEAN, null);
        try {
            getAdapter().service(request, response);
        } catch (Exception e) {
            LOG.debug("no response to a slow head", e);
        }
        return SocketState.CLOSED;
    }

    private void serve() {
        SocketWrapperBase<?> socket = getSocketWrapper();
        socket.setReadTimeout(protocol.getConnectionTimeout());
        connections.of(socket).serves(response);
        ClientConnection.attach(request, socket);
    }

    /** Hands requests over with the connection that they came on. */
    private static final class Attaching implements Adapter {
        private final Adapter adapter;
        private @Nullable ServiceProcessor processor;

        Attaching(Adapter adapter) {
            this.adapter = adapter;
        }

        @Override
        public void service(Request request, Response response) throws Exception {
            Objects.requireNonNull(processor).serve();
            adapter.service(request, response);
        }

        @Override
        public boolean prepare(Request request, Response response) throws Exception {
            return adapter.prepare(request, response);
        }

        @Override
        public boolean asyncDispatch(Request request, Response response, SocketEvent event) throws Exception {
            return adapter.asyncDispatch(request, response, event);
        }

        @Override
        public void log(Request request, Response response, long time) {
            adapter.log(request, response, time);
        }

        @Override
        public void checkRecycled(Request request, Response response) {
            adapter.checkRecycled(request, response);
        }

        @Override
        public String getDomain() {
            return adapter.getDomain();
        }
    }
}
