package dev.captioner.web;

import dev.captioner.decode.DecodingOption;
import dev.captioner.decode.OptionType;
import dev.captioner.web.request.DecodingForm;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The decoding options in OpenAPI, made of the table {@link DecodingOption}. additions.json names the places:
 * {@code "$decoding": MODE} in an object stands for a member for each option that the object does not have yet, and
 * {@code {"$decoding": "query"}} in a list for a parameter for each. {@code {"$option": NAME}} is the schema of one option.
 */
final class DecodingSchemas {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ALL = "$decoding";
    private static final String ONE = "$option";

    /** Where an option stands, which decides on the types that its value may have. */
    private enum Mode {
        /** A field of a form, or a query parameter. */
        FORM,
        /** A member of a JSON object that is read like the fields of a form: texts may be given as numbers. */
        JSON,
        /** A member of a JSON object, with the option's own type. */
        TYPED
    }

    private DecodingSchemas() {}

    /** A copy with schemas in place of their names. */
    static JsonNode expand(JsonNode additions) {
        if (additions.isArray()) {
            ArrayNode list = JSON.createArrayNode();
            for (JsonNode element : additions) {
                if (element.has(ALL)) {
                    list.addAll(parameters());
                } else {
                    list.add(expand(element));
                }
            }
            return list;
        }
        if (!additions.isObject()) {
            return additions;
        }
        if (additions.has(ONE)) {
            String name = additions.get(ONE).stringValue();
            return schema(DecodingOption.ofKey(name).orElseThrow(), Mode.TYPED);
        }
        ObjectNode object = JSON.createObjectNode();
        additions.properties().forEach(member -> {
            if (!member.getKey().equals(ALL)) {
                object.set(member.getKey(), expand(member.getValue()));
            }
        });
        if (additions.has(ALL)) {
            fill(object, additions.get(ALL).stringValue());
        }
        return object;
    }

    private static void fill(ObjectNode object, String mode) {
        for (DecodingOption option : DecodingOption.values()) {
            if (object.has(option.key())) {
                continue;
            }
            if (!mode.equals("encoding")) {
                object.set(option.key(), schema(option, Mode.valueOf(mode.toUpperCase(Locale.ROOT))));
            } else if (option.type().isRepeatable()) {
                object.putObject(option.key()).put("style", "form").put("explode", true);
            }
        }
    }

    private static ArrayNode parameters() {
        ArrayNode parameters = JSON.createArrayNode();
        for (DecodingOption option : DecodingOption.values()) {
            ObjectNode schema = schema(option, Mode.FORM);
            schema.remove("description");
            parameters
                    .addObject()
                    .put("name", option.key())
                    .put("in", "query")
                    .put("required", false)
                    .put("description", "in place of the field of the same name")
                    .set("schema", schema);
        }
        return parameters;
    }

    /** An object with any of the options, as a response has it. */
    static ObjectNode object() {
        ObjectNode object = JSON.createObjectNode().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        for (DecodingOption option : DecodingOption.values()) {
            properties.set(option.key(), schema(option, Mode.FORM));
        }
        return object;
    }

    private static ObjectNode schema(DecodingOption option, Mode mode) {
        boolean sampling = option.scope() == DecodingOption.Scope.SAMPLING;
        ObjectNode schema = JSON.createObjectNode()
                .put(
                        "description",
                        (sampling ? "with " + DecodingOption.SAMPLE.key() + ": " : "") + option.description());
        OptionType type = option.type();
        if (type instanceof OptionType.WholeNumber number) {
            type(schema, mode, "integer");
            if (number.minimum() < Integer.MIN_VALUE || number.maximum() > Integer.MAX_VALUE) {
                schema.put("format", "int64");
            } else {
                schema.put("minimum", number.minimum()).put("maximum", number.maximum());
            }
        } else if (type instanceof OptionType.DecimalNumber number) {
            type(schema, mode, "number");
            schema.set(number.exclusive() ? "exclusiveMinimum" : "minimum", bound(number.minimum()));
            schema.set("maximum", bound(number.maximum()));
        } else if (type instanceof OptionType.Flag) {
            type(schema, mode, "boolean");
        } else if (type instanceof OptionType.Text) {
            text(schema, mode, true).put("maxLength", DecodingForm.LONGEST_PREFIX);
        } else {
            words(schema, mode);
        }
        return schema;
    }

    private static JsonNode bound(double value) {
        return value == Math.rint(value) ? JSON.valueToTree((long) value) : JSON.valueToTree(value);
    }

    private static void type(ObjectNode schema, Mode mode, String type) {
        if (mode == Mode.FORM) {
            schema.put("type", type);
        } else {
            schema.putArray("type").add(type).add("null");
        }
    }

    private static ObjectNode text(ObjectNode schema, Mode mode, boolean nullable) {
        if (mode == Mode.FORM || (mode == Mode.TYPED && !nullable)) {
            return schema.put("type", "string");
        }
        ArrayNode types = schema.putArray("type").add("string");
        if (mode == Mode.JSON) {
            types.add("number").add("boolean");
        }
        if (nullable) {
            types.add("null");
        }
        return schema;
    }

    private static void words(ObjectNode schema, Mode mode) {
        ObjectNode word = text(JSON.createObjectNode(), mode, false)
                .put("minLength", 1)
                .put("maxLength", DecodingForm.LONGEST_WORD);
        ObjectNode list = mode == Mode.FORM ? schema : JSON.createObjectNode();
        list.put("type", "array").put("maxItems", DecodingForm.MOST_WORDS).set("items", word);
        if (mode != Mode.FORM) {
            schema.putArray("anyOf")
                    .add(list)
                    .add(word)
                    .add(JSON.createObjectNode().put("type", "null"));
        }
    }
}
