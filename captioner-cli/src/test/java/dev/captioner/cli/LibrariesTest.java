package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.supply.Advisories;
import dev.captioner.testing.supply.Exploitability;
import dev.captioner.testing.supply.Library;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The libraries of the command line, which are all libraries of the distribution but those of the web server. */
class LibrariesTest {
    @Test
    void everyKnownVulnerabilityIsAssessedAndNothingElse() throws Exception {
        List<Library> libraries = Library.listedIn(Path.of("target/libraries"));

        assertThat(Advisories.read().of(libraries))
                .as("vulnerabilities of release/advisories.tsv: update the library, or assess them in release/vex.json")
                .isEqualTo(Exploitability.assessed());
    }
}
