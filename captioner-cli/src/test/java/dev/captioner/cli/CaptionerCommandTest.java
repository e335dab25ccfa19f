package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionerCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "caption", "score", "serve", "metrics", "model", "model show", "model verify", "help"})
    void everyCommandHasHelpAndAVersion(String command) {
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
    void helpIsACommandToo(String command) {
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
    void helpOnWhatThereIsNotIsWrongUse(String command) {
        CommandRun run = CommandRun.of((Object[]) ("help " + command).split(" "));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).contains("Unknown subcommand 'nonsense'");
    }

    @Test
    void noCommandIsWrongUseWithTheListOfCommands() {
        CommandRun run = CommandRun.of();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.error()).contains("Missing required subcommand").contains("caption", "score", "metrics");
    }

    @Test
    void anUnknownCommandIsWrongUseWithTheNearestName() {
        CommandRun run = CommandRun.of("captoin");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("captoin").contains("Did you mean").contains("caption");
    }
}
