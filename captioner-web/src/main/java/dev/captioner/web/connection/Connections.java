package dev.captioner.web.connection;

import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * All open connections, within a limit for each address. When an address is at its limit, or the service close to its own, the
 * connection that has waited longest is evicted, so that a new client is always heard: also the one that asks whether the service is
 * alive. A connection with a request in flight is never evicted; if there are no others, the new one is rejected.
 */
final class Connections {
    /** One in so many connections stays free. */
    private static final int RESERVE = 16;

    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Settings.Connections limits;
    private final ServiceMetrics metrics;
    private final Map<SocketChannel, Connection> open = new ConcurrentHashMap<>();
    private final Map<Object, Integer> perAddress = new ConcurrentHashMap<>();

    Connections(Settings.Connections limits, ServiceMetrics metrics) {
        this.limits = limits;
        this.metrics = metrics;
        metrics.gauge("captioner.connections.open", "open connections", open::size);
    }

    Settings.Connections limits() {
        return limits;
    }

    /**
     * Adds a new connection, and evicts another one if that is necessary.
     *
     * @param most maximum number of connections
     * @param evict closes a connection unless it serves a request by then
     * @return whether it is admitted
     */
    boolean admit(SocketChannel channel, int most, Consumer<Connection> evict) {
        Connection added = new Connection(channel, address(channel));
        int ofAddress = perAddress.merge(added.address(), 1, Integer::sum);
        if (limits.perAddress() > 0
                && ofAddress > limits.perAddress()
                && !evictOldest(other -> other.address().equals(added.address()), evict)) {
            forget(added);
            metrics.rejected(Problem.TOO_MANY_CONNECTIONS.slug());
            return false;
        }
        open.put(channel, added);
        if (most > 0 && open.size() > most - Math.max(1, most / RESERVE)) {
            evictOldest(other -> other != added, evict);
        }
        return true;
    }

    private boolean evictOldest(Predicate<Connection> among, Consumer<Connection> evict) {
        return open.values().stream()
                .filter(Connection::isWaiting)
                .filter(among)
                .min(Comparator.comparingLong(connection -> connection.waitingSince() - Long.MIN_VALUE))
                .map(oldest -> {
                    oldest.setEvicted(true);
                    metrics.connectionClosed("evicted");
                    evict.accept(oldest);
                    return true;
                })
                .orElse(false);
    }

    /** Clients of the same network have one address in IPv6: each has 2^64 of them. */
    private static Object address(SocketChannel channel) {
        try {
            if (channel.getRemoteAddress() instanceof InetSocketAddress socket) {
                InetAddress address = socket.getAddress();
                byte[] bytes = address.getAddress();
                return bytes.length == IPV6_BYTES ? ByteBuffer.wrap(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES)) : address;
            }
        } catch (IOException e) {
            // closed at once; counted with others of this kind
        }
        return "unknown";
    }

    /** The connection of a socket; one that is in no list if the socket is closed already. */
    Connection of(SocketWrapperBase<?> socket) {
        SocketChannel channel = channel(socket);
        Connection connection = channel == null ? null : open.get(channel);
        return connection == null ? new Connection(channel, "closed") : connection;
    }

    private static @Nullable SocketChannel channel(SocketWrapperBase<?> socket) {
        return ((NioChannel) socket.getSocket()).getIOChannel();
    }

    void closed(SocketWrapperBase<?> socket) {
        SocketChannel channel = channel(socket);
        if (channel != null) {
            closed(channel);
        }
    }

    /** Removes a connection; nothing happens if it is removed already. */
    void closed(SocketChannel channel) {
        Connection connection = open.remove(channel);
        if (connection != null) {
            forget(connection);
        }
    }

    private void forget(Connection connection) {
        perAddress.computeIfPresent(connection.address(), (address, count) -> count == 1 ? null : count - 1);
    }

    /** Cuts off clients that read a response too slowly; called once in a while. */
    void cutSlowReaders() {
        for (Connection connection : open.values()) {
            if (connection.isReadTooSlowly(limits.slowest().toBytes())) {
                metrics.connectionClosed("slow-reader");
                try {
                    Objects.requireNonNull(connection.channel())
                            .shutdownOutput(); // the thread that writes fails, and cleans up
                } catch (IOException e) {
                    // closed in the meantime
                }
            }
        }
    }
}
