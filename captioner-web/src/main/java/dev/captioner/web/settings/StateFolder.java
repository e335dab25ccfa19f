package dev.captioner.web.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The folder for jobs, which have to survive a restart of the machine, where no setting names another. */
final class StateFolder {
    private StateFolder() {}

    /**
     * {@code jobs} in the folder that systemd gives the service; else {@code captioner/jobs} in the user's folder for state (the XDG base
     * directory specification, on Windows the one for local application data); else {@code captioner-jobs-USER} in the folder for temporary
     * files: the user has no home folder to write to, as in a container.
     *
     * @param environment value of an environment variable, null if it is not set
     * @param properties value of a system property
     */
    static Path ofJobs(UnaryOperator<@Nullable String> environment, UnaryOperator<@Nullable String> properties) {
        return absolute(environment.apply("STATE_DIRECTORY"))
                .or(() -> absolute(environment.apply("XDG_STATE_HOME")).map(state -> state.resolve("captioner")))
                .or(() -> absolute(environment.apply("LOCALAPPDATA")).map(state -> state.resolve("captioner")))
                .or(() -> absolute(properties.apply("user.home"))
                        .filter(home -> home.getNameCount() > 0 && Files.isDirectory(home) && Files.isWritable(home))
                        .map(home -> home.resolve(".local/state/captioner")))
                .map(state -> state.resolve("jobs"))
                .orElseGet(() -> Path.of(
                        Objects.requireNonNullElse(properties.apply("java.io.tmpdir"), "/tmp"),
                        "captioner-jobs-" + properties.apply("user.name")));
    }

    /** systemd separates several folders by colons; the specification says to ignore relative paths. */
    private static Optional<Path> absolute(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path whole = Path.of(value);
            Path path = Files.exists(whole) ? whole : Path.of(value.split(":(?=/)", 2)[0]);
            return Optional.of(path).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
