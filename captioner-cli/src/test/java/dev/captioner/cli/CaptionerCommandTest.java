package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.console.Console;
import dev.captioner.testing.SourceTree;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CaptionerCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "caption",
                "score",
                "serve",
                "metrics",
                "model",
                "model show",
                "model verify",
                "formats",
                "help"
            })
    void everyCommandHasHelpAndVersion(String command) {
        Object[] help = (command + " --help").trim().split(" ");
        assertThat(CommandRun.of(help).exit()).isZero();
        assertThat(CommandRun.of(help).out()).startsWith(("Usage: captioner " + command).trim() + " ");
        assertThat(CommandRun.of(help).error()).isEmpty();

        Object[] version = (command + " --version").trim().split(" ");
        assertThat(CommandRun.of(version).exit()).isZero();
        assertThat(CommandRun.of(version).out()).startsWith("captioner ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "caption", "train", "train captions", "model verify", "evaluate answers", "help"})
    void theHelpCommandPrintsTheSameAsTheHelpOption(String command) {
        CommandRun run = CommandRun.of((Object[]) ("help " + command).trim().split(" "));

        assertThat(run.exit()).isZero();
        assertThat(run.error()).isEmpty();
        assertThat(run.out())
                .startsWith(("Usage: captioner " + command).trim() + " ")
                .isEqualTo(CommandRun.of((Object[]) (command + " --help").trim().split(" "))
                        .out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "model nonsense", "caption nonsense"})
    void helpOnAnUnknownCommandIsWrongUsage(String command) {
        CommandRun run = CommandRun.of((Object[]) ("help " + command).split(" "));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).contains("Unknown subcommand 'nonsense'");
    }

    @Test
    void noCommandIsWrongUsageWithTheListOfCommands() {
        CommandRun run = CommandRun.of();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).contains("Missing required subcommand").contains("caption", "score", "metrics");
    }

    @Test
    void anUnknownCommandIsWrongUsageWithTheNearestName() {
        CommandRun run = CommandRun.of("captoin");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("captoin").contains("Did you mean").contains("caption");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsIntoEightyColumnsAndOmitsFormerOptionNames(CommandLine command) {
        String help = command.getUsageMessage();

        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(command.getCommandSpec().options())
                .filteredOn(OptionSpec::hidden)
                .allSatisfy(former -> assertThat(help).doesNotContainPattern(former.longestName() + "\\b(?!-)"));
    }

    /** The service is another program, so the options of its help and those that it reads are in two places. */
    @Test
    void serveHasTheOptionsThatTheServiceReads() throws Exception {
        String reader = Files.readString(
                SourceTree.ROOT.resolve("captioner-web/src/main/java/dev/captioner/web/settings/ServeArguments.java"));
        List<String> read = Pattern.compile("SETTINGS\\.put\\(\"([\\w-]+)\"")
                .matcher(reader)
                .results()
                .map(option -> "--" + option.group(1))
                .toList();

        assertThat(read).isNotEmpty();
        assertThat(new CommandLine(new ServeCommand())
                        .getCommandSpec().options().stream().map(OptionSpec::longestName))
                .containsExactlyElementsOf(read);
    }

    private static Stream<CommandLine> commands() {
        return withSubcommands(CaptionerCommand.commandLine(
                new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false, false)));
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().flatMap(CaptionerCommandTest::withSubcommands));
    }
}
