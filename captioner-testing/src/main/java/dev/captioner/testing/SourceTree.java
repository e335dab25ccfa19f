package dev.captioner.testing;

import java.nio.file.Path;

/** Folders of the source tree; tests run in the folder of their module. */
public final class SourceTree {
    /** The absolute path of the folder that has the launcher. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** The folder of the sample photos. */
    public static final Path SAMPLES = ROOT.resolve("samples");

    private SourceTree() {}
}
