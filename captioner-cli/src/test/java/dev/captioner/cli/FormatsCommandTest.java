package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.image.PhotoExtensions;
import dev.captioner.image.PhotoLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatsCommandTest {
    @Test
    void listsFormatsAndLimits() {
        CommandRun run = CommandRun.of("formats");

        assertThat(run.exit()).isZero();
        assertThat(run.error()).isEmpty();
        assertThat(run.out().lines())
                .contains("JPEG  jpg jpeg jpe jfif")
                .anyMatch(line -> line.matches("HEIC  heic heif .*(by libheif .*|cannot be read here)"))
                .last()
                .asString()
                .startsWith("photos: JPEG, PNG, ");
    }

    @Test
    void asJsonItIsForPrograms() {
        JsonNode json =
                JsonMapper.shared().readTree(CommandRun.of("formats", "--json").out());

        List<String> extensions = new ArrayList<>();
        json.get("formats")
                .forEach(format -> format.get("extensions").forEach(each -> extensions.add(each.stringValue())));
        assertThat(extensions).containsExactlyInAnyOrderElementsOf(PhotoExtensions.all());
        assertThat(json.get("formats").get(0).get("readable").booleanValue()).isTrue();
        assertThat(json.get("limits").get("pixels").longValue()).isEqualTo(PhotoLimits.DEFAULT.pixels());
    }
}
