package dev.captioner.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.CommandRun;
import dev.captioner.decode.DecodingOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DecodingArgumentsTest {
    private static final Pattern OPTION = Pattern.compile("^ +(?:-\\w, )?(--[a-z-]+)", Pattern.MULTILINE);

    /** Options of the command itself: the model, the limits of photos, and the form of the output. */
    private static final Set<String> OF_OUTPUT = Set.of(
            "--model", "--max-pixels", "--max-bytes", "--heatmap", "--overwrite", "--json", "--help", "--version");

    private static Set<String> optionsOf(String command) {
        return OPTION.matcher(CommandRun.of("help", command).out())
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String flag(String restName) {
        return "--" + restName.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Test
    void theCommandLineAndTheRestServiceHaveTheSameOptions() throws IOException {
        JsonNode document = JsonMapper.shared()
                .readTree(Files.readString(Path.of("../captioner-web/src/main/resources/openapi.json")));
        Set<String> rest = new TreeSet<>();
        document.at("/paths/~1caption/post/parameters").forEach(parameter -> {
            String name = parameter.get("name").stringValue();
            if (!Set.of("attention", "stream").contains(name)) { // the form of the response
                rest.add(flag(name));
            }
        });
        Set<String> commandLine = optionsOf("caption");
        commandLine.removeAll(OF_OUTPUT);

        assertThat(commandLine).isEqualTo(rest).hasSameSizeAs(DecodingOption.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"caption", "batch"})
    void aCommandHasEveryOption(String command) {
        assertThat(optionsOf(command))
                .containsAll(Arrays.stream(DecodingOption.values())
                        .map(DecodingOption::flag)
                        .toList());
    }
}
