package dev.captioner.bundle;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads JSON files strictly: every field must be known, present, given once and of the right type, and never null.
 * Only fields that are optional in the record may be absent.
 */
final class StrictJson {
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n"); // on every operating system
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .annotationIntrospector(new OptionalFields())
            .addModule(new SimpleModule().addDeserializer(OptionalInt.class, new OptionalFields.WholeNumber()))
            .changeDefaultNullHandling(nulls -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER))
            .build();

    private StrictJson() {}

    /**
     * Reads a file into a record.
     *
     * @throws ModelException naming the field that is wrong
     */
    static <T> T read(Path file, Class<T> type) {
        return convert(file, parse(file), type);
    }

    /**
     * The JSON object in a file.
     *
     * @throws ModelException when there is none
     */
    static JsonNode parse(Path file) {
        JsonNode root;
        try {
            root = MAPPER.readTree(TextFile.read(file));
        } catch (JacksonException e) {
            String problem = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", ""); // Jackson's own wording
            throw new ModelException(
                    file + ": line " + e.getLocation().getLineNr() + ": expected a JSON object: " + problem, e);
        }
        if (!root.isObject()) {
            throw new ModelException(file + ": expected a JSON object, found " + root.getNodeType());
        }
        return root;
    }

    /**
     * A JSON object as a record.
     *
     * @param file that it was read from
     * @throws ModelException naming the field that is wrong
     */
    static <T> T convert(Path file, JsonNode json, Class<T> type) {
        try {
            T value = MAPPER.treeToValue(json, type);
            rejectNulls(json, file + ": "); // Jackson treats null as an absent optional object
            return value;
        } catch (JacksonException e) {
            StringBuilder path = new StringBuilder();
            JsonNode found = json;
            for (JacksonException.Reference step : e.getPath()) {
                String field = step.getPropertyName();
                path.append(field == null ? "[" + step.getIndex() + "]" : "." + field);
                found = field == null ? found.path(step.getIndex()) : found.path(field);
            }
            String where = path.isEmpty() ? file.toString() : file + ": " + path.substring(1);
            throw new ModelException(where + ": " + problem(e, found), e);
        }
    }

    private static void rejectNulls(JsonNode json, String path) {
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (field.getValue().isNull()) {
                throw new ModelException(path + field.getKey() + ": expected a value or no such field, found null");
            }
            rejectNulls(field.getValue(), path + field.getKey() + ".");
        }
        for (int i = 0; json.isArray() && i < json.size(); i++) {
            rejectNulls(json.get(i), path + "[" + i + "].");
        }
    }

    private static String problem(JacksonException e, JsonNode found) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            return "expected only the fields " + known + " there, found another";
        }
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return String.valueOf(e.getCause().getMessage()); // from the record's own check
        }
        String expected =
                e instanceof MismatchedInputException mismatch ? kind(mismatch.getTargetType()) : "a value in range";
        return "expected " + expected + ", found " + (found.isMissingNode() ? "none" : found);
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "a value";
        }
        if (type.isEnum()) {
            return "one of " + JsonMapper.shared().writeValueAsString(type.getEnumConstants());
        }
        return switch (type.getSimpleName()) {
            case "int", "OptionalInt" -> "a whole number";
            case "double", "Double" -> "a number";
            case "boolean" -> "true or false";
            case "String" -> "text";
            default -> List.class.isAssignableFrom(type) ? "a list" : "an object";
        };
    }

    /** A value as JSON; equal values give equal bytes on every operating system. */
    static byte[] bytes(Object value) {
        return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
