package dev.captioner.web.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Finds out whether somebody on another machine could use the service without a key. */
final class Reachability {
    static final String REMEDY =
            "Set API keys (docs/operations.md#require-api-keys), or let the service listen on 127.0.0.1 only. If the service is"
                    + " meant to be open, or something else protects it, set captioner.security.open=true.";

    private Reachability() {}

    /** One line for each server that is reachable without a key, although the settings do not say that this is meant. */
    static List<String> faults(Environment environment) {
        Settings.Security security =
                Binder.get(environment).bindOrCreate(Setting.PREFIX + ".security", Settings.Security.class);
        if (security.open()) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        String address = environment.getProperty("server.address");
        if (!security.requiresKey() && !isLoopback(address)) {
            faults.add("the service listens on " + shown("server.address", address)
                    + ", which other machines can reach, and has no API keys");
        }
        String port = environment.getProperty("management.server.port");
        String managed = environment.getProperty("management.server.address");
        boolean ofItsOwn = port != null && !port.equals("-1") && !port.equals(environment.getProperty("server.port"));
        if (ofItsOwn && !isLoopback(managed)) { // whether or not there are keys: this server does not ask for one
            faults.add("the server for health and metrics listens on " + shown("management.server.address", managed)
                    + ", which other machines can reach, and never asks for an API key");
        }
        return faults;
    }

    private static String shown(String setting, @Nullable String address) {
        return address == null || address.isBlank() ? "all addresses (" + setting + ")" : setting + "=" + address;
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            return address != null
                    && !address.isBlank()
                    && InetAddress.getByName(address.strip()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return true; // the server will say that it cannot listen there
        }
    }
}
