package dev.captioner.web.settings;

import dev.captioner.web.settings.Setting.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The names of all settings: the service's own, and those of Spring Boot and its libraries, from the metadata in their jars. */
final class KnownNames {
    /** Settings that decide how others are read, so that no metadata describes them. */
    private static final List<String> OF_SPRING_ITSELF = List.of("spring.application.json", "spring.context.exit");

    private static final List<String> COLLECTIONS = List.of("java.util.Collection", "java.util.List", "java.util.Set");

    private static final List<String> METADATA = List.of(
            "META-INF/spring-configuration-metadata.json", "META-INF/additional-spring-configuration-metadata.json");

    /** @param replacement the successor of a setting that is no longer obeyed, may be empty; null for one that is obeyed */
    private record Known(String name, Kind kind, @Nullable String replacement) {
        boolean isObeyed() {
            return replacement == null;
        }
    }

    private final Map<ConfigurationPropertyName, Known> known = new HashMap<>();

    /** Reads the metadata on the class path. */
    KnownNames() {
        Setting.all().forEach(setting -> add(new Known(setting.name(), setting.kind(), null)));
        OF_SPRING_ITSELF.forEach(name -> add(new Known(name, Kind.VALUE, null)));
        try {
            for (String resource : METADATA) {
                for (URL url :
                        Collections.list(KnownNames.class.getClassLoader().getResources(resource))) {
                    addAll(url);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addAll(URL metadata) throws IOException {
        JsonNode properties;
        try (InputStream stream = metadata.openStream()) {
            properties = JsonMapper.shared().readTree(stream).path("properties");
        }
        for (JsonNode property : properties) {
            JsonNode deprecation = property.path("deprecation");
            boolean removed = deprecation.path("level").asString("").equals("error");
            add(new Known(
                    property.path("name").asString(""),
                    kind(property.path("type").asString("")),
                    removed ? deprecation.path("replacement").asString("") : null));
        }
    }

    /** The kind of a type, as metadata writes it. */
    private static Kind kind(String type) {
        if (type.startsWith(Map.class.getName())) {
            return Kind.MAP;
        }
        boolean isList = type.isEmpty() // what the metadata does not say may be a list
                || type.endsWith("[]")
                || COLLECTIONS.stream().anyMatch(type::startsWith);
        return isList ? Kind.LIST : Kind.VALUE;
    }

    private void add(Known name) {
        known.putIfAbsent(ConfigurationPropertyName.adapt(name.name, '.'), name);
    }

    /** Whether a setting of this name is obeyed. Case and dashes make no difference. */
    boolean contains(ConfigurationPropertyName given) {
        Known exact = known.get(given);
        if (exact != null) {
            return exact.isObeyed() && exact.kind != Kind.MAP;
        }
        for (ConfigurationPropertyName parent = given.getParent(); !parent.isEmpty(); parent = parent.getParent()) {
            Known found = known.get(parent);
            if (found != null && found.kind != Kind.VALUE) {
                return found.isObeyed()
                        && (found.kind == Kind.MAP || given.isNumericIndex(parent.getNumberOfElements()));
            }
        }
        return false;
    }

    /** The name that a mistyped one probably means; empty if none is similar. */
    Optional<String> nearest(String given) {
        Known exact = known.get(ConfigurationPropertyName.adapt(given, '.'));
        if (exact != null && exact.kind == Kind.MAP) {
            return Optional.of(exact.name + ".NAME");
        }
        if (exact != null && exact.replacement != null && !exact.replacement.isEmpty()) {
            return Optional.of(exact.replacement);
        }
        return NearestName.of(
                given,
                known.values().stream()
                        .filter(Known::isObeyed)
                        .map(name -> name.kind == Kind.MAP
                                ? name.name + "." + NearestName.rest(given, name.name, '.')
                                : name.name));
    }
}
