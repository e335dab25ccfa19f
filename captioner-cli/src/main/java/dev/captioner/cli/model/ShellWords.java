package dev.captioner.cli.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Quotes a command line for the shell, so that a model card can say how to repeat it. */
public final class ShellWords {
    /** Options that make no difference to the result. */
    private static final Set<String> OMITTED = Set.of("--resume");

    private ShellWords() {}

    /** The command line that is running, without {@code --resume}. */
    public static String command(CommandSpec spec) {
        List<String> words = new ArrayList<>();
        words.add("./captioner");
        for (String argument : spec.root().commandLine().getParseResult().originalArgs()) {
            if (!OMITTED.contains(argument)) {
                words.add(argument.matches("[\\w./=:-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'");
            }
        }
        return String.join(" ", words);
    }
}
