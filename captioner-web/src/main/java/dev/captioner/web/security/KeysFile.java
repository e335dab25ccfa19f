package dev.captioner.web.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a file of API keys: lines {@code NAME=HASH}, where HASH is the SHA-256 of the key; lines that begin with # are comments. */
final class KeysFile {
    private KeysFile() {}

    /**
     * The hashes in a file, by the names of the keys.
     *
     * @throws IllegalArgumentException if the file cannot be read, contains something else or no key; the message has no content of the file
     *     but names
     */
    static Map<String, String> read(Path file) {
        Map<String, String> keys = new LinkedHashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (name.isEmpty()) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + ": expected NAME=HASH, or a comment that begins with #");
            }
            if (keys.put(name, line.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + ": the key '" + name + "' is there twice");
            }
        }
        if (keys.isEmpty()) { // the service would be open
            throw new IllegalArgumentException(file + ": expected at least one line NAME=HASH, found none");
        }
        return keys;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file; captioner.security.keys-file names it", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": expected text in UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
