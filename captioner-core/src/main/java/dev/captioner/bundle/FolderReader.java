package dev.captioner.bundle;

import dev.captioner.file.Sha256;
import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads and verifies a model folder. */
final class FolderReader {
    private final Path folder;

    FolderReader(Path folder) {
        this.folder = folder;
    }

    ModelFolder read() {
        if (!Files.isDirectory(folder)) {
            throw new ModelException(
                    folder + ": expected a model folder, found " + (Files.exists(folder) ? "a file" : "nothing"));
        }
        Manifest manifest = manifest();
        checkNames(manifest.model().fileNames(), manifest.files().keySet());

        // Hashing takes as long as parsing, so they run in parallel; a wrong hash is reported first.
        List<CompletableFuture<Void>> intact = new ArrayList<>();
        manifest.files().forEach((name, hash) -> {
            checkFile(name);
            intact.add(CompletableFuture.runAsync(() -> checkHash(file(name), hash)));
        });
        CompletableFuture<Safetensors> weights =
                CompletableFuture.supplyAsync(() -> Safetensors.read(file(ModelFolder.WEIGHTS)));
        intact.forEach(FolderReader::await);

        GoldenFile golden = StrictJson.read(file(ModelFolder.GOLDEN), GoldenFile.class);
        return new ModelFolder(
                manifest.model(),
                vocabulary(
                        manifest.model().network().vocabulary(),
                        manifest.model().decoding()),
                await(weights),
                folder,
                manifest.model().answering().isPresent() ? answers() : List.of(),
                golden.captions(),
                golden.answers().orElse(List.of()),
                TextFile.read(file(ModelFolder.CARD)));
    }

    private Manifest manifest() {
        Path file = file(ModelFolder.MANIFEST);
        checkFile(ModelFolder.MANIFEST);
        JsonNode json = StrictJson.parse(file);
        JsonNode version = json.path("formatVersion");
        if (!version.isInt() || version.intValue() < 1) {
            throw new ModelException(file + ": expected formatVersion, a whole number from 1, found "
                    + (version.isMissingNode() ? "none" : version));
        }
        if (version.intValue() > Manifest.NEWEST_VERSION) {
            throw new ModelException(file + ": expected formatVersion " + Manifest.NEWEST_VERSION + " or below, found "
                    + version + "; this model needs a newer release of captioner");
        }
        return StrictJson.convert(file, json, Manifest.class);
    }

    /** Checks that model.json lists, and that the folder has, every file of the model and no other. */
    private void checkNames(List<String> expected, Set<String> listed) {
        for (String name : listed) {
            if (!expected.contains(name)) {
                throw new ModelException(file(ModelFolder.MANIFEST) + ": files: expected names out of " + expected
                        + ", found '" + name + "'");
            }
        }
        for (String name : expected) {
            if (!listed.contains(name)) {
                throw new ModelException(
                        file(ModelFolder.MANIFEST) + ": files: expected the SHA-256 of " + name + ", found none");
            }
        }
        for (String name : names()) {
            boolean hidden = name.startsWith("."); // left behind by file managers
            if (!hidden && !expected.contains(name) && !name.equals(ModelFolder.MANIFEST)) {
                throw new ModelException(file(name) + ": expected only " + ModelFolder.MANIFEST + " and " + expected
                        + " in this folder; remove this file");
            }
        }
    }

    private List<String> names() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw TextFile.unreadable(folder, e);
        }
    }

    private void checkFile(String name) {
        Path file = file(name);
        try {
            if (!Files.isRegularFile(file)) {
                throw new ModelException(file + ": expected a file, found "
                        + (Files.exists(file) ? "something else" : "nothing") + "; fetch or publish the model again");
            }
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new ModelException(
                        file + ": expected a file of the folder, found a link to " + file.toRealPath());
            }
        } catch (IOException e) {
            throw TextFile.unreadable(file, e);
        }
    }

    private static void checkHash(Path file, String expected) {
        String found;
        try {
            found = Sha256.of(file);
        } catch (IOException e) {
            throw TextFile.unreadable(file, e);
        }
        if (!found.equals(expected)) {
            throw new ModelException(file + ": expected SHA-256 " + expected + ", found " + found
                    + "; it was changed or damaged since it was published");
        }
    }

    private Vocabulary vocabulary(int size, DecodingDescription decoding) {
        Path file = file(ModelFolder.VOCABULARY);
        List<String> tokens = lines(file);
        if (tokens.size() != size) {
            throw new ModelException(file + ": expected " + size + " tokens, one a line, as " + ModelFolder.MANIFEST
                    + " says, found " + tokens.size());
        }
        try {
            Vocabulary vocabulary = Vocabulary.ofTokens(tokens);
            vocabulary.start(decoding.style().orElse(null));
            if (decoding.style().isEmpty() && !vocabulary.styles().isEmpty()) {
                throw new IllegalArgumentException("it has styles, and " + ModelFolder.MANIFEST + " names no style");
            }
            return vocabulary;
        } catch (IllegalArgumentException e) {
            throw new ModelException(file + ": " + e.getMessage(), e);
        }
    }

    private List<String> answers() {
        Path file = file(ModelFolder.ANSWERS);
        List<String> answers = lines(file);
        Set<String> before = new HashSet<>();
        for (String answer : answers) {
            if (!answer.equals(String.join(" ", Tokeniser.words(answer))) || !before.add(answer)) {
                throw new ModelException(file + ": expected answers of words in lower case with a blank between them, "
                        + "each once, found '" + answer + "'");
            }
        }
        if (answers.isEmpty() || answers.get(0).isEmpty()) {
            throw new ModelException(file + ": expected an answer a line, found none");
        }
        return answers;
    }

    private static List<String> lines(Path file) {
        String text = TextFile.read(file);
        if (!text.endsWith("\n") || text.indexOf('\r') >= 0) {
            throw new ModelException(file + ": expected every line to end with a line feed alone");
        }
        return text.lines().toList();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error error) { // such as lack of memory, which callers handle as itself
                throw error;
            }
            throw e;
        }
    }
}
