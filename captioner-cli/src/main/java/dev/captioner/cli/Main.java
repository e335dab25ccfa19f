package dev.captioner.cli;

import dev.captioner.cli.console.Console;
import java.util.Locale;

/** Starts the command line; the {@code captioner} script at the root of the repository calls it. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code: 0, 1 for a failure, 2 for wrong use. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // numbers look the same everywhere
        System.exit(run(Console.ofProcess(), arguments));
    }

    private static int run(Console console, String[] arguments) {
        try {
            return CaptionerCommand.run(console, arguments);
        } catch (OutOfMemoryError e) {
            console.say("out of memory (" + e.getMessage()
                    + "); give Java more, as in CAPTIONER_OPTS=-Xmx4g captioner ...");
            return 1;
        }
    }
}
