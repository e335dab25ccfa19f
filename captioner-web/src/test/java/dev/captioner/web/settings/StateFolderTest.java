package dev.captioner.web.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS) // the paths are those of Unix
class StateFolderTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    private Path folder(String homeFolder) {
        Map<String, String> properties =
                Map.of("user.home", homeFolder, "user.name", "me", "java.io.tmpdir", "/var/tmp");
        return StateFolder.ofJobs(environment::get, properties::get);
    }

    @Test
    void isInTheHomeFolderNotAmongTemporaryFiles() {
        assertThat(folder(home.toString())).isEqualTo(home.resolve(".local/state/captioner/jobs"));
    }

    @Test
    void isWhereTheEnvironmentSaysIfThePathIsAbsolute() {
        environment.put("XDG_STATE_HOME", "relative");
        assertThat(folder(home.toString())).isEqualTo(home.resolve(".local/state/captioner/jobs"));
        environment.put("XDG_STATE_HOME", "/state");
        assertThat(folder(home.toString())).isEqualTo(Path.of("/state/captioner/jobs"));
        environment.put("STATE_DIRECTORY", "/var/lib/captioner:/var/lib/more");
        assertThat(folder(home.toString())).isEqualTo(Path.of("/var/lib/captioner/jobs"));
    }

    @Test
    void isATemporaryFolderWithoutAHomeFolder() {
        assertThat(folder("/nonexistent")).isEqualTo(Path.of("/var/tmp/captioner-jobs-me"));
        assertThat(folder("/")).isEqualTo(Path.of("/var/tmp/captioner-jobs-me"));
    }
}
