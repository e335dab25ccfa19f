package dev.captioner.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.Await;
import dev.captioner.testing.ListeningProcess;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are held open, against a service in a process of its own. Its limits are small, so that few clients reach them. */
@Tag(TestTags.PROCESS)
class ConnectionLimitsTest {
    private static final String PROBE = "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    static Path folder;

    private static ServiceProcess service;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        port = ListeningProcess.freePort();
        service = ServiceProcess.start(
                port,
                folder.resolve("log"),
                Map.of(),
                List.of(),
                List.of(
                        "captioner.model=" + TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")),
                        "captioner.connections.head-time=4s",
                        "captioner.connections.per-address=100",
                        "server.tomcat.max-connections=320"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static double metric(String beginning) throws Exception {
        return service.get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Begins a head and leaves it open. Linux routes all of 127.0.0.0/8 to this machine. */
    private static List<Socket> begin(int count, String from) throws IOException {
        List<Socket> begun = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(ISO_8859_1));
            begun.add(socket);
        }
        return begun;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void assertAlive() throws IOException {
        try (RawConnection probe = RawConnection.send(port, PROBE)) {
            assertThat(probe.read().status()).isEqualTo(200);
        }
    }

    /** A byte each half second prolongs Tomcat's own timeout for ever; the head's deadline is 4 s. */
    @Test
    void aHeadThatDripsEndsAtItsDeadline() throws Exception {
        double before = metric("captioner_refusals_total{reason=\"slow-request\"}");
        try (RawConnection client = RawConnection.send(port, "GET / HTTP/1.1\r\nX: ")) {
            client.socket().setSoTimeout(500);
            int dripped = 0;
            int answer = -1;
            while (answer < 0) {
                try {
                    client.send("x");
                    dripped++;
                    answer = client.socket().getInputStream().read();
                    assertThat(answer).as("the service closes after a response").isNotNegative();
                } catch (SocketTimeoutException e) {
                    assertThat(dripped).as("bytes, one each half second").isLessThan(1200);
                }
            }
            byte[] rest = client.socket().getInputStream().readAllBytes();
            assertThat((char) answer + new String(rest, ISO_8859_1))
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json", "\"type\":\"/problems/slow-request\"");
        }
        assertThat(metric("captioner_refusals_total{reason=\"slow-request\"}")).isGreaterThan(before);
    }

    @Test
    void aKeptConnectionGetsTheDeadlineForEachHead() throws Exception {
        try (RawConnection client = RawConnection.send(port, PROBE)) {
            assertThat(client.read().status()).isEqualTo(200);
            client.send("GET /models HTTP/1.1\r\nHost: loc");
            client.send("alhost\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
            client.send("GET / HTTP/1.1\r\nX: ");
            assertThat(client.read().isProblem(408, "slow-request")).isTrue();
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void liveWhileAnAddressHoldsAsManyConnectionsAsItMay() throws Exception {
        double evicted = metric("captioner_connections_closed_total{reason=\"evicted\"}");
        List<Socket> held = begin(150, "127.0.0.1");
        try {
            for (int i = 0; i < 5; i++) {
                assertAlive();
            }
            assertThat(metric("captioner_connections_closed_total{reason=\"evicted\"}"))
                    .isGreaterThan(evicted);
            Await.until(
                    () -> metric("captioner_connections_open") <= 101,
                    () -> "open: " + metric("captioner_connections_open"));
        } finally {
            close(held);
        }
    }

    @Test
    void liveWhileManyAddressesHoldMoreConnectionsThanThereMayBe() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 2; i < 8; i++) {
                held.addAll(begin(90, "127.0.0." + i)); // 540 in all, of 320
                assertAlive();
            }
            assertThat(metric("captioner_connections_open")).isLessThan(320);
        } finally {
            close(held);
        }
    }

    /** Requests in flight are not evicted; the next connection is rejected. */
    @Test
    void anAddressWithAsManyRequestsInFlightAsItMayIsRejected() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket();
                socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.9"), 0));
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.getOutputStream()
                        .write("POST /caption HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nbegin"
                                .getBytes(ISO_8859_1));
                held.add(socket);
            }
            Await.until(
                    () -> metric("captioner_connections_open") > 100,
                    () -> "open: " + metric("captioner_connections_open"));
            double rejected = metric("captioner_refusals_total{reason=\"too-many-connections\"}");
            List<Socket> more = begin(20, "127.0.0.9");
            held.addAll(more);
            Await.until(
                    () -> metric("captioner_refusals_total{reason=\"too-many-connections\"}") > rejected,
                    () -> "none rejected");
            assertAlive(); // another address
        } finally {
            close(held);
        }
    }
}
