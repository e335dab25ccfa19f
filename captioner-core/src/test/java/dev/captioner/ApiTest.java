package dev.captioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.api.Internal;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The library's API is every public signature that carries no {@link Internal}. It is recorded in {@code api.txt}; a change of it
 * has to be recorded too, with {@code -Dapi.write}.
 */
class ApiTest {
    private static final Path RECORD = Path.of("src/test/resources/api.txt");

    private static Stream<Class<?>> api() throws IOException, URISyntaxException {
        return ApiSurface.publicTypes().stream().filter(ApiSurface::isApi);
    }

    @Test
    void everyPublicSignatureIsRecorded() throws IOException, URISyntaxException {
        String found = String.join(
                        "\n",
                        api().flatMap(type -> ApiSurface.lines(type).stream()).toList()) + "\n";

        if (System.getProperty("api.write") != null) {
            Files.writeString(RECORD, found);
        }
        assertThat(found)
                .as("the API has changed; if that is intended, run this test with -Dapi.write and say so in"
                        + " CHANGELOG.md")
                .isEqualTo(Files.readString(RECORD));
    }

    @Test
    void signaturesMentionTheApiAndTheJdkOnly() throws IOException, URISyntaxException {
        List<String> others = api().flatMap(type -> ApiSurface.mentioned(type).stream()
                        .filter(mentioned -> !mentioned.isPrimitive()
                                && !mentioned.getName().startsWith("java.")
                                && !ApiSurface.isApi(mentioned))
                        .map(mentioned -> type.getName() + " mentions " + mentioned.getName()))
                .toList();

        assertThat(others).isEmpty();
    }

    @Test
    void architectureNamesEveryType() throws IOException, URISyntaxException {
        String page = Files.readString(Path.of("../ARCHITECTURE.md"));
        int from = page.indexOf("## The public API");
        String section = page.substring(from, page.indexOf("\n## ", from));
        List<String> named = Pattern.compile("`(?:[a-z.]+\\.)?([A-Z]\\w*)`")
                .matcher(section)
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(name -> !List.of("ApiTest", "Internal").contains(name))
                .toList();

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(api().filter(type -> type.getEnclosingClass() == null)
                        .map(Class::getSimpleName)
                        .toList());
    }

    @Test
    void signaturesThatAreInternalAreNoApi() throws NoSuchMethodException {
        assertThat(ApiSurface.isApi(Captioner.class)).isTrue();
        assertThat(ApiSurface.isApi(CaptionBatch.Member.class)).isFalse(); // in an internal type
        assertThat(ApiSurface.isApi(dev.captioner.math.Tensor.class)).isFalse(); // in an internal package
        assertThat(Captioner.class.getMethod("newBatch").isAnnotationPresent(Internal.class))
                .isTrue();
        assertThat(ApiSurface.lines(Captioner.class))
                .anyMatch(line -> line.contains(" caption("))
                .noneMatch(line -> line.contains("newBatch"));
    }
}
