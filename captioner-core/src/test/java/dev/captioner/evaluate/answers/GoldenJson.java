package dev.captioner.evaluate.answers;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Golden values of answers; the README.md beside them says how they were made. */
final class GoldenJson {
    private GoldenJson() {}

    static Stream<JsonNode> read(String name) {
        JsonNode all = JsonMapper.shared().readTree(Path.of("src/test/resources/dev/captioner/evaluate/answers", name));
        return all.valueStream();
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
