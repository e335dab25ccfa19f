package dev.captioner.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Captions in the form that {@code metrics --hypotheses} reads. */
final class HypothesesFile {
    private HypothesesFile() {}

    /** Writes {@code photo TAB caption}, one line a photo. */
    static void write(Path file, Map<String, String> captions) throws IOException {
        List<String> lines = captions.entrySet().stream()
                .map(entry -> entry.getKey() + "\t" + entry.getValue())
                .toList();
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
