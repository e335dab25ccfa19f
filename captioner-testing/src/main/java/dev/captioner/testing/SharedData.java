package dev.captioner.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds files of {@code ../shared/data}, which are not part of the repository. */
public final class SharedData {
    private SharedData() {}

    /**
     * Finds a file or folder. If it does not exist, the calling test is skipped with a message that names it. Tests that call this
     * have the tag {@link TestTags#DATA}.
     *
     * @param name the path below {@code ../shared/data}
     */
    public static Path require(String name) {
        for (Path shared : List.of(Path.of("../shared/data"), Path.of("../../shared/data"))) {
            if (Files.exists(shared.resolve(name))) {
                return shared.resolve(name);
            }
        }
        assumeTrue(false, "skipped: ../shared/data/" + name + " does not exist");
        throw new AssertionError("unreachable");
    }
}
