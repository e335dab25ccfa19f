package dev.captioner.web.connection;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * The state of one connection. It waits, for a request or for the rest of its head, or it serves a request. Tomcat processes a
 * connection in one thread at a time; other threads only look.
 */
final class Connection {
    /** A response is measured from its start for so long before it counts as read too slowly. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private final @Nullable SocketChannel channel;
    private final Object address;

    /** When the connection was accepted, or its last response was complete. */
    private volatile long waitingSince = System.nanoTime();

    private volatile boolean readingHead;
    private volatile long headSince = waitingSince;
    private boolean first = true;

    /** The response to the request that is served; null while the connection waits. */
    private volatile @Nullable Response serving;

    private volatile boolean evicted;
    private long measuredSince;
    private long measuredBytes;

    /** @param address what connections from the same client have in common */
    Connection(@Nullable SocketChannel channel, Object address) {
        this.channel = channel;
        this.address = address;
    }

    @Nullable
    SocketChannel channel() {
        return channel;
    }

    Object address() {
        return address;
    }

    /** Bytes of a head may have arrived. The head of the first request begins with the connection. */
    void readsHead() {
        if (!readingHead) {
            headSince = first ? waitingSince : System.nanoTime();
        }
        readingHead = true;
        serving = null;
    }

    /** The head is complete. */
    void serves(Response response) {
        first = false;
        readingHead = false;
        measuredSince = 0;
        serving = response;
    }

    /** The response is complete, and nothing of another request has arrived. */
    void waits() {
        readingHead = false;
        serving = null;
        waitingSince = System.nanoTime();
    }

    boolean isReadingHead() {
        return readingHead;
    }

    /** The time that is left for a head to arrive. */
    long headNanosLeft(Duration limit) {
        return limit.toNanos() - (System.nanoTime() - headSince);
    }

    /** Whether no request is served, so that the connection may be closed for another one. */
    boolean isWaiting() {
        return serving == null && !evicted;
    }

    boolean isServing() {
        return serving != null;
    }

    long waitingSince() {
        return waitingSince;
    }

    void setEvicted(boolean evicted) {
        this.evicted = evicted;
    }

    boolean isEvicted() {
        return evicted;
    }

    /** Whether the response is being sent, and its client reads it at less than a rate. Called by one thread only. */
    boolean isReadTooSlowly(long bytesPerSecond) {
        Response response = serving;
        if (response == null || !response.isCommitted() || isStream(response)) {
            measuredSince = 0;
            return false;
        }
        long now = System.nanoTime();
        long bytes = response.getBytesWritten(false);
        if (measuredSince == 0) {
            measuredSince = now;
            measuredBytes = bytes;
            return false;
        }
        double seconds = (now - measuredSince) / 1e9;
        return seconds > GRACE.toSeconds() && bytes - measuredBytes < seconds * bytesPerSecond;
    }

    /** Events come as slowly as they are computed. */
    private static boolean isStream(Response response) {
        String type = response.getContentType();
        return type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
    }
}
