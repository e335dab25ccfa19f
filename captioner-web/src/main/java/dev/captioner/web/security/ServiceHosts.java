package dev.captioner.web.security;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The host names of the service. Besides those that it was given, it has localhost, every IP address and every name without a dot: DNS
 * rebinding needs a domain of the attacker. A page that was loaded from an address is of the origin with that address, and nobody can
 * register a name without a dot, such as that of a container or of a machine in the local network.
 */
final class ServiceHosts {
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.%]+]");
    private static final String ANY = "*";

    private final List<String> names;

    /**
     * The hosts with some names.
     *
     * @param names names, {@code *.NAME} for all names below one, or {@code *} for every name
     * @param address the address that the service listens on, may be a name
     */
    ServiceHosts(List<String> names, @Nullable String address) {
        this.names = Stream.concat(names.stream(), Stream.ofNullable(address))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /**
     * Whether the service has the host of a request.
     *
     * @param header the header {@code Host}; null if there is none, as in HTTP/1.0, which no browser speaks
     */
    boolean contain(@Nullable String header) {
        if (header == null) {
            return true;
        }
        String name = withoutPort(header.strip().toLowerCase(Locale.ROOT)).replaceFirst("\\.$", "");
        return !name.contains(".")
                || name.endsWith(".localhost")
                || ADDRESS.matcher(name).matches()
                || names.stream().anyMatch(known -> isNamed(name, known));
    }

    private static boolean isNamed(String name, String known) {
        return known.equals(ANY) || known.equals(name) || (known.startsWith("*.") && name.endsWith(known.substring(1)));
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d*$", "");
    }

    /** Whether an origin has the host and port of a request. The schemes may differ, since a proxy may offer TLS. */
    static boolean isAt(String origin, @Nullable String host) {
        int end = origin.indexOf("://");
        if (end < 0 || host == null) { // such as null, the origin of sandboxed pages and files
            return false;
        }
        String port = origin.startsWith("https:") ? ":443" : ":80";
        return withoutSuffix(origin.substring(end + 3), port).equalsIgnoreCase(withoutSuffix(host.strip(), port));
    }

    private static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }
}
