package dev.captioner.cli;

import dev.captioner.cli.console.Console;
import java.util.Locale;

/** Entry point of the command line; the launcher script {@code captioner} starts it. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code: 0 for success, 1 for failure, 2 for wrong usage. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT); // the same number format on every system
        System.exit(run(Console.ofProcess(), arguments));
    }

    private static int run(Console console, String[] arguments) {
        try {
            return CaptionerCommand.run(console, ExactArguments.of(arguments));
        } catch (Error e) {
            OutOfMemoryError lack = Failures.lackOfMemory(e);
            if (lack == null) {
                throw e;
            }
            console.say(Failures.message(lack));
            return 1;
        }
    }
}
