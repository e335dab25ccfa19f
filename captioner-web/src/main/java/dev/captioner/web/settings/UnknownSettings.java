package dev.captioner.web.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds settings that nothing obeys. Arguments, configuration files and {@code SPRING_APPLICATION_JSON} may contain only settings of
 * the service, of Spring Boot and its libraries, and with prefixes in {@code captioner.unchecked}. Environment variables and Java's
 * system properties also belong to others, so only those that look like settings of the service are checked.
 */
final class UnknownSettings {
    static final String REMEDY =
            "Correct the name, or remove the setting. docs/operations.md lists the settings of the service, `captioner serve"
                    + " --help` the options. To keep a setting that only you or another library use, give its prefix in captioner.unchecked.";

    /** Properties that are no settings of the service: of the launcher, of the library and of the tests. */
    private static final Set<String> OF_OTHERS = Set.of(
            "captioner.terminal.out",
            "captioner.terminal.error",
            "captioner.encoder",
            "captioner.keras",
            "captioner.chromium");

    private static final String NON_OPTIONS = CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME;
    private static final String JSON = "spring.application.json";

    private final KnownNames known = new KnownNames();
    private final List<ConfigurationPropertyName> unchecked;
    private final List<String> faults = new ArrayList<>();

    private UnknownSettings(ConfigurableEnvironment environment) {
        unchecked =
                Binder.get(environment)
                        .bind(Setting.PREFIX + ".unchecked", Bindable.listOf(String.class))
                        .orElse(List.of())
                        .stream()
                        .map(prefix -> ConfigurationPropertyName.adapt(prefix, '.'))
                        .toList();
    }

    /** One line for each unknown setting: its name, where it was given, and the nearest known name. */
    static List<String> in(ConfigurableEnvironment environment) {
        UnknownSettings check = new UnknownSettings(environment);
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> names) {
                check.check(names);
            }
        }
        return List.copyOf(check.faults);
    }

    private void check(EnumerablePropertySource<?> source) {
        Set<String> names = new TreeSet<>(List.of(source.getPropertyNames()));
        switch (source.getName()) {
            case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME ->
                names.stream()
                        .filter(name -> EnvironmentNames.isUnknown(name, String.valueOf(source.getProperty(name))))
                        .forEach(name -> add("environment variable " + name, "", EnvironmentNames.nearest(name)));
            case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
                names.stream()
                        .filter(this::isUnknownProperty)
                        .forEach(name -> add("setting " + name, "system property of Java", known.nearest(name)));
            case JSON -> checkAll(source, names);
            default -> {
                if (source instanceof CommandLinePropertySource<?> arguments) {
                    checkArguments(arguments, names);
                } else if (source instanceof OriginTrackedMapPropertySource) {
                    checkAll(source, names);
                }
            }
        }
    }

    private void checkArguments(CommandLinePropertySource<?> arguments, Set<String> names) {
        if (arguments.containsProperty(NON_OPTIONS)) {
            faults.add(
                    "unexpected argument '" + arguments.getProperty(NON_OPTIONS)
                            + "'; expected options such as --port 9000 and settings such as --captioner.model=DIR, with = and without a space");
        }
        for (String name : names) {
            if (isUnknown(name)) {
                Optional<String> nearest = name.contains(".")
                        ? known.nearest(name)
                        : NearestName.of(name, ServeArguments.names().stream()).or(() -> known.nearest(name));
                add("option --" + name, "", nearest.map(found -> "--" + found));
            }
        }
    }

    private void checkAll(EnumerablePropertySource<?> source, Set<String> names) {
        for (String name : names) {
            if (isUnknown(name)) {
                Origin origin = OriginLookup.getOrigin(source, name);
                add("setting " + name, origin == null ? source.getName() : origin.toString(), known.nearest(name));
            }
        }
    }

    private boolean isUnknown(String given) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(given, '.');
        boolean own = !name.isEmpty() && first(name).equals(Setting.PREFIX);
        return !known.contains(name)
                && (own || unchecked.stream().noneMatch(prefix -> prefix.equals(name) || prefix.isAncestorOf(name)));
    }

    /** Whether a system property looks like a setting of the service, but is none. */
    private boolean isUnknownProperty(String given) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(given, '.');
        if (name.getNumberOfElements() < 2 || OF_OTHERS.contains(given)) {
            return false;
        }
        if (first(name).equals(Setting.PREFIX)) {
            return !known.contains(name);
        }
        return NearestName.distance(first(name), Setting.PREFIX) <= 2
                && known.contains(ConfigurationPropertyName.of(Setting.PREFIX).append(name.subName(1)));
    }

    private static String first(ConfigurationPropertyName name) {
        return name.getElement(0, Form.UNIFORM);
    }

    private void add(String what, String place, Optional<String> nearest) {
        faults.add("unknown " + what + (place.isEmpty() ? "" : " (" + place + ")")
                + nearest.map(name -> "; did you mean " + name + "?").orElse(""));
    }
}
