package dev.captioner.web.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the options of {@code captioner serve}, such as {@code --port 9000}, into settings; those remain as they are. */
public final class ServeArguments {
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("port", "server.port");
        SETTINGS.put("host", "server.address");
        SETTINGS.put("model", "captioner.model");
        SETTINGS.put("log", "captioner.log");
        SETTINGS.put("max-pixels", "captioner.photo.pixels");
        SETTINGS.put("max-bytes", "captioner.photo.bytes");
    }

    private ServeArguments() {}

    /** The options, without the dashes. */
    public static Set<String> names() {
        return SETTINGS.keySet();
    }

    /**
     * The settings that arguments mean.
     *
     * @throws SettingsException if an option has no value
     */
    public static String[] settings(String... arguments) {
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            String setting = option.startsWith("--") ? SETTINGS.get(option.substring(2)) : null;
            if (setting == null) {
                settings.add(argument);
                continue;
            }
            if (equals < 0 && (i + 1 == arguments.length || arguments[i + 1].startsWith("--"))) {
                throw new SettingsException(
                        List.of("expected a value after " + option), "`captioner serve --help` describes the options.");
            }
            settings.add("--" + setting + "=" + (equals < 0 ? arguments[++i] : argument.substring(equals + 1)));
        }
        return settings.toArray(String[]::new);
    }
}
