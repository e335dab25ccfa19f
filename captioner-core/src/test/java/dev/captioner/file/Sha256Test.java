package dev.captioner.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected digests are the examples of FIPS 180-4's companion document "SHA-256 Example Values". */
class Sha256Test {
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void givesThePublishedDigest(@TempDir Path folder) throws IOException {
        assertThat(Sha256.of("abc")).isEqualTo(OF_ABC);
        assertThat(Sha256.of(Files.writeString(folder.resolve("abc"), "abc"))).isEqualTo(OF_ABC);
        assertThat(new Sha256().add("a").add(new byte[] {'b'}).add("c").hex()).isEqualTo(OF_ABC);
    }
}
