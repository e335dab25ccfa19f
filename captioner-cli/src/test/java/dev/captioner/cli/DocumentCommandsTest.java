package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.console.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Every captioner command in the documentation is one that captioner knows. None is executed. */
class DocumentCommandsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> BEFORE_A_COMMAND = Set.of("$", "time", "/usr/bin/time", "-v", "do", "exec");

    /** Options of Java, javac and spark-submit. */
    private static final Set<String> FOREIGN_OPTIONS = Set.of(
            "--add-exports", "--add-modules", "--release", "--enable-native-access", "--driver-memory", "--master");

    private final List<MarkdownPage> pages = MarkdownPage.ofRepository(ROOT);
    private final List<String> problems = new ArrayList<>();

    @Test
    void everyCaptionerCommandOfACodeBlockParses() {
        int commands = 0;
        for (MarkdownPage page : pages) {
            for (List<String> words : captionerCommands(page)) {
                parse(page, words);
                commands++;
            }
        }

        assertThat(problems).isEmpty();
        assertThat(commands).isGreaterThan(40);
    }

    @Test
    void everyCaptionerCommandInASentenceHasTheCommandsAndOptionsThatItNames() {
        int commands = 0;
        for (MarkdownPage page : pages) {
            for (String span : page.codeSpans()) {
                for (List<String> words : ShellLine.commandsOf(span)) {
                    if (captionerAt(words) == 0 && words.size() > 1) {
                        alternatives(arguments(words)).forEach(arguments -> checkNames(page, arguments));
                        commands++;
                    }
                }
            }
        }

        assertThat(problems).isEmpty();
        assertThat(commands).isGreaterThan(20);
    }

    @Test
    void everyOptionInASentenceIsAnOptionOfACommand() {
        Set<String> options = new HashSet<>(FOREIGN_OPTIONS);
        collectOptions(commandLine(), options);
        int named = 0;
        for (MarkdownPage page : pages) {
            for (String span : page.codeSpans()) {
                String option = span.replaceFirst("[ =].*", "");
                if (option.matches("--[a-z][a-z-]*")) {
                    named++;
                    if (!options.contains(option)) {
                        problems.add(page.file() + ": " + span);
                    }
                }
            }
        }

        assertThat(problems).isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    private static void collectOptions(CommandLine command, Set<String> options) {
        command.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names())));
        command.getSubcommands().values().forEach(sub -> collectOptions(sub, options));
    }

    @Test
    void everySettingGivenToTheServiceIsInTheTableOfSettings() {
        MarkdownPage operations = pages.stream()
                .filter(page -> page.file().equals(Path.of("docs/operations.md")))
                .findFirst()
                .orElseThrow();
        int settings = 0;
        for (MarkdownPage page : pages) {
            for (List<String> words : captionerCommands(page)) {
                for (String word : words) {
                    if (word.startsWith("--captioner.")) {
                        String setting = word.substring(2).replaceFirst("=.*", "");
                        settings++;
                        if (!operations.codeSpans().contains(setting)
                                && !operations.codeSpans().contains(setting.replaceFirst("[^.]*$", "NAME"))) {
                            problems.add(page.file() + ": " + word);
                        }
                    }
                }
            }
        }

        assertThat(problems).isEmpty();
        assertThat(settings).isPositive();
    }

    private void parse(MarkdownPage page, List<String> words) {
        for (List<String> alternative : alternatives(arguments(words))) {
            Optional<CommandLine> command = checkNames(page, alternative);
            boolean isSketch = words.contains("...");
            if (command.isEmpty() || isSketch || command.get().getCommandName().equals("serve")) {
                continue; // the service has settings in place of options
            }
            try {
                commandLine().parseArgs(withValues(command.get(), alternative).toArray(String[]::new));
            } catch (ParameterException e) {
                problems.add(page.file() + ": captioner " + String.join(" ", alternative) + ": " + e.getMessage());
            }
        }
    }

    /** The command that is named; empty, and a problem more, if there is none, or if it has no such option. */
    private Optional<CommandLine> checkNames(MarkdownPage page, List<String> arguments) {
        CommandLine command = commandLine();
        boolean known = true;
        boolean named = false; // a word that names no command ends the names of commands
        for (String argument : arguments) {
            String option = argument.replaceFirst("=.*", "");
            if (!named && command.getSubcommands().containsKey(argument)) {
                command = command.getSubcommands().get(argument);
            } else if (option.matches("--?[a-zA-Z][\\w-]*")
                    && !command.getCommandName().equals("serve")) {
                known &= command.getCommandSpec().findOption(option) != null;
                named = true;
            } else {
                known &= named || command.getSubcommands().isEmpty() || isPlaceholder(argument);
                named = true;
            }
        }
        if (!known) {
            problems.add(page.file() + ": captioner " + String.join(" ", arguments));
            return Optional.empty();
        }
        return Optional.of(command);
    }

    private static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return CaptionerCommand.commandLine(new Console(nowhere, nowhere, false, false));
    }

    /** The arguments with a number for each placeholder of one, such as K in --beam K. */
    private static List<String> withValues(CommandLine command, List<String> arguments) {
        List<String> result = new ArrayList<>(arguments);
        for (int i = 1; i < result.size(); i++) {
            OptionSpec option = command.getCommandSpec().findOption(result.get(i - 1));
            if (option != null && isPlaceholder(result.get(i)) && isNumber(option, result.get(i))) {
                result.set(i, "1");
            }
        }
        return result;
    }

    /** A single letter stands for a number, also where the option converts its own text. */
    private static boolean isNumber(OptionSpec option, String placeholder) {
        Class<?> type = option.auxiliaryTypes()[0];
        return placeholder.length() == 1 || type.isPrimitive() || Number.class.isAssignableFrom(type);
    }

    private static boolean isPlaceholder(String word) {
        return word.matches("[A-Z][A-Z-]*");
    }

    /** {@code model show|verify DIR} is two commands. */
    private static List<List<String>> alternatives(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).matches("[a-z]+(\\|[a-z]+)+")
                    && (i == 0 || !arguments.get(i - 1).startsWith("-"))) {
                List<List<String>> all = new ArrayList<>();
                for (String word : arguments.get(i).split("\\|", -1)) {
                    List<String> one = new ArrayList<>(arguments);
                    one.set(i, word);
                    all.addAll(alternatives(one));
                }
                return all;
            }
        }
        return List.of(arguments);
    }

    private static List<List<String>> captionerCommands(MarkdownPage page) {
        return page.commands().stream().filter(words -> captionerAt(words) >= 0).toList();
    }

    /** Where captioner stands as the program of a command, or -1. */
    private static int captionerAt(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("captioner") || word.endsWith("/captioner")) {
                return i;
            }
            if (!BEFORE_A_COMMAND.contains(word) && !word.matches("\\w+=.*")) {
                return -1;
            }
        }
        return -1;
    }

    private static List<String> arguments(List<String> words) {
        return words.subList(captionerAt(words) + 1, words.size()).stream()
                .filter(word -> !word.equals("..."))
                .map(word -> word.replaceFirst("\\.\\.\\.$", ""))
                .toList();
    }
}
