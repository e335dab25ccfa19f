package dev.captioner.bundle;

import dev.captioner.file.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes a model folder under a temporary name and renames it when it is complete. */
final class FolderWriter {
    private final ModelFolder model;

    FolderWriter(ModelFolder model) {
        this.model = model;
    }

    void write(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        try {
            checkPlace(place);
            Path parent = Files.createDirectories(place.resolveSibling(""));
            Path scratch = Files.createTempDirectory(parent, "." + place.getFileName() + ".");
            try {
                Path complete = Files.createDirectory(scratch.resolve("new"));
                writeFiles(complete);
                if (Files.exists(place)) {
                    Files.move(place, scratch.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
                }
                Files.move(complete, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new ModelException(folder + ": cannot be written: " + e, e);
        }
    }

    private static void checkPlace(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        if (Files.exists(place.resolve(ModelFolder.MANIFEST))) {
            checkOnlyModel(place);
            return;
        }
        if (!Files.isDirectory(place)) {
            throw new ModelException(place + ": expected a folder to write the model to, found a file");
        }
        try (Stream<Path> entries = Files.list(place)) {
            if (entries.findAny().isPresent()) {
                throw new ModelException(
                        place + ": expected a model folder, an empty one or none, found other files in it; "
                                + "they would be lost, so choose another folder");
            }
        }
    }

    /** The old model is deleted with its folder; what a user put beside it must not be. */
    private static void checkOnlyModel(Path place) throws IOException {
        List<String> model = new ArrayList<>(ModelFolder.FIXED_NAMES);
        model.add(ModelFolder.ANSWERS);
        model.addAll(StrictJson.read(place.resolve(ModelFolder.MANIFEST), Manifest.class)
                .model()
                .encoder()
                .files());
        try (Stream<Path> entries = Files.list(place)) {
            for (Path entry : entries.toList()) {
                String name = String.valueOf(entry.getFileName());
                if (!name.startsWith(".") && !model.contains(name)) {
                    throw new ModelException(
                            entry + ": expected only the files of a model in the folder that is replaced, "
                                    + "found this file too; it would be lost, so move it away or choose another folder");
                }
            }
        }
    }

    private void writeFiles(Path folder) throws IOException {
        model.weights().write(folder.resolve(ModelFolder.WEIGHTS), tensor -> ElementType.F16);
        for (String name : model.description().encoder().files()) {
            Files.copy(model.encoderFolder().resolve(name), folder.resolve(name));
        }
        Files.writeString(
                folder.resolve(ModelFolder.VOCABULARY),
                String.join("\n", model.vocabulary().tokens()) + "\n",
                StandardCharsets.UTF_8);
        Files.write(folder.resolve(ModelFolder.GOLDEN), StrictJson.bytes(golden()));
        if (!model.answers().isEmpty()) {
            Files.writeString(
                    folder.resolve(ModelFolder.ANSWERS),
                    String.join("\n", model.answers()) + "\n",
                    StandardCharsets.UTF_8);
        }
        Files.writeString(folder.resolve(ModelFolder.CARD), model.card(), StandardCharsets.UTF_8);

        SortedMap<String, String> hashes = new TreeMap<>();
        for (String name : model.description().fileNames()) {
            hashes.put(name, Sha256.of(folder.resolve(name)));
        }
        Manifest manifest = Manifest.of(model.description(), hashes);
        Files.write(folder.resolve(ModelFolder.MANIFEST), StrictJson.bytes(manifest));
    }

    private GoldenFile golden() {
        return new GoldenFile(
                model.golden(), model.answers().isEmpty() ? Optional.empty() : Optional.of(model.goldenAnswers()));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
