package dev.captioner.cli.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Commands as a shell takes them, for people to run again. */
public final class ShellWords {
    /** Options that belong to one run, not to what it makes. */
    private static final Set<String> OF_ONE_RUN = Set.of("--resume");

    private ShellWords() {}

    /** The command that is running. */
    public static String command(CommandSpec spec) {
        List<String> words = new ArrayList<>();
        words.add("./captioner");
        for (String argument : spec.root().commandLine().getParseResult().originalArgs()) {
            if (!OF_ONE_RUN.contains(argument)) {
                words.add(argument.matches("[\\w./=:-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'");
            }
        }
        return String.join(" ", words);
    }
}
