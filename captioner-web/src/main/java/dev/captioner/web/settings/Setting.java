package dev.captioner.web.settings;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One of the service's own settings.
 *
 * @param name its name, such as {@code captioner.security.keys}
 * @param kind what it holds
 * @param defaultValue its default; empty if it has none
 * @param description its description
 */
record Setting(String name, Kind kind, String defaultValue, String description) {
    /** What a setting holds. */
    enum Kind {
        VALUE,
        /** Values, separated by commas, or numbered names: this name and an index in brackets. */
        LIST,
        /** Named values: the names of settings are this name, a dot and a key. */
        MAP;

        static Kind of(Class<?> type) {
            return Map.class.isAssignableFrom(type)
                    ? MAP
                    : Collection.class.isAssignableFrom(type) || type.isArray() ? LIST : VALUE;
        }
    }

    /** The prefix of all of them. */
    static final String PREFIX =
            Settings.class.getAnnotation(ConfigurationProperties.class).value();

    /** All of them, in the order of {@link Settings}. */
    static List<Setting> all() {
        List<Setting> found = new ArrayList<>();
        add(PREFIX, Settings.class, found);
        return List.copyOf(found);
    }

    private static void add(String prefix, Class<?> settings, List<Setting> found) {
        RecordComponent[] components = settings.getRecordComponents();
        Parameter[] parameters = settings.getDeclaredConstructors()[0].getParameters();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String name = prefix + "." + kebab(component.getName());
            if (component.getType().isRecord()) {
                add(name, component.getType(), found);
            } else {
                DefaultValue value = parameters[i].getAnnotation(DefaultValue.class);
                found.add(new Setting(
                        name,
                        Kind.of(component.getType()),
                        value == null ? "" : String.join(",", value.value()),
                        component.getAnnotation(Description.class).value()));
            }
        }
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
