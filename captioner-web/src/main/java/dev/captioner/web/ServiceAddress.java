package dev.captioner.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/** The address at which people find the service. */
final class ServiceAddress {
    private ServiceAddress() {}

    /** The URL of the page, with the port that the service has taken. */
    static String of(Environment environment) {
        String scheme = environment.getProperty("server.ssl.enabled", Boolean.class, true)
                        && (environment.containsProperty("server.ssl.bundle")
                                || environment.containsProperty("server.ssl.certificate")
                                || environment.containsProperty("server.ssl.key-store"))
                ? "https"
                : "http";
        String path = environment.getProperty("server.servlet.context-path", "");
        return scheme + "://" + host(environment.getProperty("server.address", "")) + ":"
                + environment.getProperty("local.server.port") + (path.endsWith("/") ? path : path + "/");
    }

    private static String host(String address) {
        try {
            boolean any = address.isBlank() || InetAddress.getByName(address).isAnyLocalAddress();
            String host = any ? InetAddress.getLoopbackAddress().getHostAddress() : address; // reachable here at least
            return host.contains(":") ? "[" + host + "]" : host;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
