package dev.captioner.web.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
    @Test
    void documentHasTheGeneratedTable() throws Exception {
        assertThat(Files.readString(Path.of("../docs/operations.md"))).contains(SettingsTable.markdown());
    }
}
