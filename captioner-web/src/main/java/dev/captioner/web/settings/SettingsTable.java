package dev.captioner.web.settings;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Generates the table of settings in docs/operations.md from {@link Settings}. */
public final class SettingsTable {
    private SettingsTable() {}

    /** Prints the table. */
    public static void main(String[] arguments) {
        System.out.print(markdown());
    }

    /** The table, in Markdown. */
    static String markdown() {
        StringBuilder table = new StringBuilder("| setting | default | |\n|---|---|---|\n");
        String prefix =
                Settings.class.getAnnotation(ConfigurationProperties.class).value();
        rows(prefix, Settings.class, table);
        return table.toString();
    }

    private static void rows(String prefix, Class<?> settings, StringBuilder table) {
        RecordComponent[] components = settings.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String name = prefix + "." + kebab(component.getName());
            if (component.getType().isRecord()) {
                rows(name, component.getType(), table);
            } else {
                table.append("| `")
                        .append(Map.class.isAssignableFrom(component.getType()) ? name + ".NAME" : name)
                        .append("` | ")
                        .append(defaultOf(settings.getDeclaredConstructors()[0].getParameters()[i]))
                        .append(" | ")
                        .append(component.getAnnotation(Description.class).value())
                        .append(" |\n");
            }
        }
    }

    private static String defaultOf(Parameter parameter) {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        return value == null || String.join("", value.value()).isEmpty()
                ? ""
                : "`" + String.join(",", value.value()) + "`";
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
