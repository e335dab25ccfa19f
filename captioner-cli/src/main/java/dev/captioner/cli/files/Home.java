package dev.captioner.cli.files;

import java.nio.file.Path;

/** Where captioner lies: the folder with its published models and sample photos. */
public final class Home {
    private Home() {}

    /** As the script that starts the program says; without it, the current folder. */
    public static Path folder() {
        return Path.of(System.getProperty("captioner.home", ""));
    }
}
