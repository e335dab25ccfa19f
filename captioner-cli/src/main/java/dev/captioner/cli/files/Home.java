package dev.captioner.cli.files;

import java.nio.file.Path;

/** The folder where captioner is installed, with its published models and sample photos. */
public final class Home {
    private Home() {}

    /** The folder that the launcher passes in {@code captioner.home}; without it, the current folder. */
    public static Path folder() {
        return Path.of(System.getProperty("captioner.home", ""));
    }
}
