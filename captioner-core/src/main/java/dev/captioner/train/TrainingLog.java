package dev.captioner.train;

import dev.captioner.file.Outputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The records of all epochs: {@code training.jsonl}, a JSON object a line, and {@code training.svg}, their curves. */
final class TrainingLog {
    private static final JsonMapper JSON = JsonMapper.shared();

    static final String RECORDS = "training.jsonl";
    static final String CURVES = "training.svg";

    private final Path folder;
    private final Outputs outputs = Outputs.replacing();
    private final List<EpochRecord> records = new ArrayList<>();

    TrainingLog(Path folder) {
        this.folder = folder;
    }

    List<EpochRecord> records() {
        return List.copyOf(records);
    }

    /**
     * Reads the first epochs of the log on disk and drops those that an interrupted training wrote after its
     * checkpoint.
     */
    void keep(int epochs) {
        records.clear();
        Path file = folder.resolve(RECORDS);
        try {
            Files.createDirectories(folder);
            if (epochs > 0 && Files.exists(file)) {
                for (String line :
                        Files.readAllLines(file).stream().limit(epochs).toList()) {
                    records.add(JSON.readValue(line, EpochRecord.class));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void add(EpochRecord record) {
        records.add(record);
        replace(RECORDS, records.stream().map(JSON::writeValueAsString).toList());
        replace(CURVES, List.of(LearningCurves.svg(records)));
    }

    private void replace(String name, List<String> lines) {
        try {
            outputs.file("the training's folder", folder.resolve(name)).writeLines(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder.resolve(name), e);
        }
    }
}
