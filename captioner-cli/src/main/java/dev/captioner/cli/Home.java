package dev.captioner.cli;

import java.nio.file.Path;

/** Where captioner lies: the folder with its published models and sample photos. */
final class Home {
    private Home() {}

    /** As the script that starts the program says; without it, the current folder. */
    static Path folder() {
        return Path.of(System.getProperty("captioner.home", ""));
    }
}
