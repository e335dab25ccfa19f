package dev.captioner.web.security;

import dev.captioner.web.settings.Reloading;
import dev.captioner.web.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys that are valid now: those of the settings, and those of the keys file, which is read again when its content has changed. A
 * file that cannot be read or contains a mistake changes nothing, so the service neither opens nor locks out its clients.
 */
public final class CurrentKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentKeys.class);

    private final Settings.Security settings;
    private final Reloading reloading;
    private volatile ApiKeys keys;
    private byte[] seen;

    /**
     * Reads the keys and starts to watch the file, if there is one.
     *
     * @param every how often to look at the file; zero for never
     * @throws IllegalArgumentException if the file or a key is wrong
     */
    public CurrentKeys(Settings.Security settings, Duration every) {
        this.settings = settings;
        seen = content();
        keys = read();
        reloading = Reloading.start("keys-watch", settings.keysFile() == null ? Duration.ZERO : every, this::check);
    }

    private ApiKeys read() {
        Map<String, String> all = new LinkedHashMap<>(settings.keys());
        if (settings.keysFile() != null) {
            KeysFile.read(Path.of(settings.keysFile())).forEach((name, hash) -> {
                if (all.put(name, hash) != null) {
                    throw new IllegalArgumentException(
                            "the key '" + name + "' is in the settings and in " + settings.keysFile());
                }
            });
        }
        return new ApiKeys(all);
    }

    private byte[] content() {
        try {
            return settings.keysFile() == null ? new byte[0] : Files.readAllBytes(Path.of(settings.keysFile()));
        } catch (IOException e) {
            return new byte[0]; // read() says what is wrong
        }
    }

    private void check() {
        byte[] now = content();
        if (!Arrays.equals(now, seen)) {
            seen = now;
            reload();
        }
    }

    private void reload() {
        try {
            keys = read();
            LOG.info("API keys reloaded from {}", settings.keysFile());
        } catch (RuntimeException e) {
            LOG.error("the changed keys file is rejected, the old keys stay valid: {}", e.getMessage());
        }
    }

    /** Whether the service requires no key. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The name of a key; empty if it is not valid. */
    Optional<String> nameOf(String key) {
        return keys.nameOf(key);
    }

    @Override
    public void close() {
        reloading.close();
    }
}
