package dev.captioner.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The photos of the repository. */
final class Samples {
    static final List<String> NAMES = List.of("astronaut", "chelsea", "china", "coffee", "flower", "rocket");

    private Samples() {}

    static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(Path.of("../samples", name + ".jpg"));
    }
}
