package dev.captioner;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds files of {@code ../shared/data}, which a clone of the project alone does not have. */
public final class SharedData {
    private SharedData() {}

    /** The path of a file or folder below {@code ../shared/data}; skips the calling test when it is not there. */
    public static Path require(String name) {
        for (Path shared : List.of(Path.of("../shared/data"), Path.of("../../shared/data"))) {
            if (Files.exists(shared.resolve(name))) {
                return shared.resolve(name);
            }
        }
        assumeTrue(false, "skipped: ../shared/data/" + name + " is not there");
        throw new AssertionError("unreachable");
    }
}
