package dev.captioner.testing.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds to a bill of materials of CycloneDX what the libraries contain of others: nested components, which the Maven plugin of
 * CycloneDX does not see. The build of the image and of the distribution runs it.
 */
public final class BillOfMaterials {
    private BillOfMaterials() {}

    /**
     * Rewrites a bill.
     *
     * @param arguments the bill, in JSON, and the list of libraries by dependency:list
     */
    public static void main(String[] arguments) throws IOException {
        addCopies(Path.of(arguments[0]), Library.listedIn(Path.of(arguments[1])));
    }

    static void addCopies(Path file, List<Library> libraries) throws IOException {
        Map<String, SortedSet<Component>> copies = new HashMap<>();
        for (Library library : libraries) {
            copies.computeIfAbsent(library.component().purl(), purl -> new TreeSet<>())
                    .addAll(library.copies());
        }
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode bill = (ObjectNode) mapper.readTree(Files.readString(file));
        for (JsonNode component : bill.get("components")) {
            String purl = component.get("purl").stringValue();
            SortedSet<Component> contained = copies.getOrDefault(purl.replaceFirst("\\?.*", ""), new TreeSet<>());
            if (!contained.isEmpty()) {
                addTo((ObjectNode) component, purl, contained);
            }
        }
        Files.writeString(file, mapper.writeValueAsString(bill) + "\n");
    }

    private static void addTo(ObjectNode component, String purl, SortedSet<Component> contained) {
        ArrayNode nested = component.putArray("components");
        for (Component copy : contained) {
            nested.addObject()
                    .put("type", "library")
                    .put("bom-ref", purl + "#" + copy.purl())
                    .put("group", copy.group())
                    .put("name", copy.name())
                    .put("version", copy.version())
                    .put("purl", copy.purl())
                    .put("description", "a copy inside " + component.get("name").stringValue());
        }
    }
}
