package dev.captioner.cli.options;

import dev.captioner.cli.console.Console;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Makes the {@link FormerNames} of options work. */
public final class DeprecatedOptions {
    private DeprecatedOptions() {}

    /** Adds, to a command and all its subcommands, a hidden option for each former name. It sets the same field as its successor. */
    public static void add(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            FormerNames former = formerNames(option);
            if (former != null) {
                spec.addOption(OptionSpec.builder(option)
                        .names(former.value())
                        .hidden(true)
                        .build());
            }
        }
        command.getSubcommands().values().forEach(DeprecatedOptions::add);
    }

    /** Prints a line for each deprecated option of a command line. */
    public static void report(ParseResult parsed, Console console) {
        for (OptionSpec option : parsed.matchedOptions()) {
            FormerNames former = formerNames(option);
            if (former != null && option.hidden()) {
                console.say(option.longestName() + " is deprecated; use " + successor(parsed.commandSpec(), option));
            }
        }
        if (parsed.hasSubcommand()) {
            report(parsed.subcommand(), console);
        }
    }

    private static String successor(CommandSpec command, OptionSpec deprecated) {
        return command.options().stream()
                .filter(option -> !option.hidden() && option.userObject() == deprecated.userObject())
                .map(OptionSpec::longestName)
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable FormerNames formerNames(ArgSpec option) {
        return option.userObject() instanceof AnnotatedElement field ? field.getAnnotation(FormerNames.class) : null;
    }
}
