package dev.captioner.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checked header of a safetensors file.
 *
 * @param entries in storage order; together they cover the data section without holes or overlaps
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    private static final Set<String> FIELDS = new TreeSet<>(List.of("data_offsets", "dtype", "shape"));
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The position of one tensor: bytes {@code begin} to {@code end} of the data section. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(String name, ElementType type, int[] shape, long begin, long end) {
        int values() {
            return (int) ((end - begin) / type.bytes());
        }
    }

    /**
     * Parses and checks.
     *
     * @param file name of the file in error messages
     * @param dataBytes size of the data section
     */
    static SafetensorsHeader parse(String file, byte[] json, long dataBytes) {
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : object(file, json).properties()) {
            if (property.getKey().equals(METADATA)) {
                readMetadata(file, property.getValue(), metadata);
            } else {
                entries.add(entry(file, property.getKey(), property.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkCoverage(file, entries, dataBytes);
        return new SafetensorsHeader(List.copyOf(entries), metadata);
    }

    private static JsonNode object(String file, byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new ModelException(file + ": the header is not valid JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new ModelException(file + ": expected the header to be a JSON object, found " + root.getNodeType());
        }
        return root;
    }

    private static void readMetadata(String file, JsonNode node, Map<String, String> metadata) {
        if (!node.isObject()) {
            throw new ModelException(
                    file + ": expected " + METADATA + " to be a JSON object, found " + node.getNodeType());
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!property.getValue().isString()) {
                throw new ModelException(file + ": expected " + METADATA + "." + property.getKey()
                        + " to be a string, found " + property.getValue().getNodeType());
            }
            metadata.put(property.getKey(), property.getValue().stringValue());
        }
    }

    private static Entry entry(String file, String name, JsonNode node) {
        String where = file + ": tensor " + name;
        Set<String> fields = new TreeSet<>(node.propertyNames());
        if (!fields.equals(FIELDS)) {
            throw new ModelException(where + ": expected the fields " + FIELDS + ", found " + fields);
        }
        ElementType type = elementType(where, node.get("dtype"));
        long[] shape = integers(where, "shape", node.get("shape"));
        long[] offsets = integers(where, "data_offsets", node.get("data_offsets"));
        if (offsets.length != 2 || offsets[1] < offsets[0]) {
            throw new ModelException(where + ": expected data_offsets [begin, end], found " + Arrays.toString(offsets));
        }
        long expected = bytes(where, shape, type);
        if (offsets[1] - offsets[0] != expected) {
            throw new ModelException(where + ": shape " + Arrays.toString(shape) + " in " + type + " needs " + expected
                    + " bytes, found " + (offsets[1] - offsets[0]));
        }
        return new Entry(
                name, type, Arrays.stream(shape).mapToInt(Math::toIntExact).toArray(), offsets[0], offsets[1]);
    }

    private static ElementType elementType(String where, JsonNode node) {
        for (ElementType type : ElementType.values()) {
            if (node.isString() && node.stringValue().equals(type.name())) {
                return type;
            }
        }
        throw new ModelException(
                where + ": expected dtype one of " + Arrays.toString(ElementType.values()) + ", found " + node);
    }

    private static long[] integers(String where, String field, JsonNode node) {
        boolean valid = node.isArray();
        for (JsonNode element : node) {
            valid &= element.isIntegralNumber() && element.canConvertToLong() && element.longValue() >= 0;
        }
        if (!valid) {
            throw new ModelException(
                    where + ": expected " + field + " to be a list of whole numbers from 0 up, found " + node);
        }
        long[] values = new long[node.size()];
        Arrays.setAll(values, i -> node.get(i).longValue());
        return values;
    }

    private static long bytes(String where, long[] shape, ElementType type) {
        long values = 1;
        for (long dimension : shape) {
            if (dimension > Integer.MAX_VALUE || values * dimension > Integer.MAX_VALUE) {
                throw new ModelException(where + ": shape " + Arrays.toString(shape) + " holds more than "
                        + Integer.MAX_VALUE + " values, the most that can be read");
            }
            values *= dimension;
        }
        return values * type.bytes();
    }

    private static void checkCoverage(String file, List<Entry> entries, long dataBytes) {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() != end) {
                throw new ModelException(
                        file + ": tensor " + entry.name() + ": expected its data to begin at offset " + end
                                + ", where the tensor before ends, found " + entry.begin()
                                + (entry.begin() < end ? " (they overlap)" : " (there is a gap)"));
            }
            end = entry.end();
            if (end > dataBytes) {
                throw new ModelException(file + ": tensor " + entry.name() + ": its data ends at offset " + end
                        + ", but the file holds only " + dataBytes + " bytes of data; it was cut off");
            }
        }
        if (end != dataBytes) {
            throw new ModelException(file + ": expected " + end + " bytes of data as the header says, found "
                    + dataBytes + "; there are trailing bytes");
        }
    }
}
