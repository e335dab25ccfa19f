package dev.captioner.cli;

import dev.captioner.cli.console.Console;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The result of one command line, run in this process. */
public record CommandRun(int exit, String out, String error) {
    public static CommandRun of(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(error), false, false);
        int exit = CaptionerCommand.run(console, words);
        return new CommandRun(exit, out.toString(), error.toString());
    }
}
