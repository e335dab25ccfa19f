package dev.captioner.web.operation;

import dev.captioner.web.problem.ClientGone;
import io.micrometer.common.KeyValue;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** Names and tags of the metrics of requests as Spring has them, but for the status of a request whose client has disconnected. */
@Component
public final class RequestObservations extends DefaultServerRequestObservationConvention {
    private static final KeyValue STATUS = KeyValue.of("status", Integer.toString(ClientGone.STATUS));
    private static final KeyValue OUTCOME = KeyValue.of("outcome", "CLIENT_ERROR");

    private static boolean isGone(ServerRequestObservationContext context) {
        return context.getCarrier() != null && ClientGone.isRecorded(context.getCarrier());
    }

    @Override
    protected KeyValue status(ServerRequestObservationContext context) {
        return isGone(context) ? STATUS : super.status(context);
    }

    @Override
    protected KeyValue outcome(ServerRequestObservationContext context) {
        return isGone(context) ? OUTCOME : super.outcome(context);
    }
}
