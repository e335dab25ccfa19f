package dev.captioner.web.connection;

import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemWriter;
import dev.captioner.web.problem.RejectedRequest;
import dev.captioner.web.settings.Settings;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 as Tomcat speaks it, within limits for connections. Tomcat makes one from the name of this class. */
public final class ServiceProtocol extends Http11NioProtocol {
    private @Nullable Connections connections;
    private @Nullable ScheduledFuture<?> watch;

    /** For Tomcat. */
    public ServiceProtocol() {
        super(new ServiceEndpoint());
        Handler handler = new Handler(this);
        getEndpoint().setHandler(handler);
        setHandler(handler);
        // BodyReceiver decides whether it wants the body of a request that expects 100-continue.
        setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
    }

    /** Sets the limits, before the start. */
    public void configure(Settings.Connections limits, ProblemWriter problems, ServiceMetrics metrics) {
        connections = new Connections(limits, metrics);
        Problem problem = Problem.TOO_MANY_CONNECTIONS;
        byte[] rejection = problems.json(RejectedRequest.of(
                problem,
                "this address has " + limits.perAddress() + " requests in flight (captioner.connections.per-address)"));
        ((ServiceEndpoint) getEndpoint())
                .configure(connections, problem.status().value(), rejection);
    }

    private Connections connections() {
        return Objects.requireNonNull(connections, "configure comes first");
    }

    @Override
    protected Processor createProcessor() {
        return new ServiceProcessor(this, getAdapter(), connections());
    }

    @Override
    public void start() throws Exception {
        super.start();
        watch = getUtilityExecutor().scheduleWithFixedDelay(connections()::cutSlowReaders, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (watch != null) {
            watch.cancel(false);
        }
        super.stop();
    }

    private static final class Handler extends ConnectionHandler<NioChannel> {
        private final ServiceProtocol protocol;

        Handler(ServiceProtocol protocol) {
            super(protocol);
            this.protocol = protocol;
        }

        /** A connection that was to be evicted, but serves a request by now, goes on. */
        @Override
        public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
            Connection connection = protocol.connections().of(socket);
            if (event == SocketEvent.ERROR && connection.isEvicted() && connection.isServing()) {
                connection.setEvicted(false);
                return SocketState.LONG;
            }
            return super.process(socket, event);
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> socket) {
            protocol.connections().closed(socket);
            super.release(socket);
        }
    }
}
