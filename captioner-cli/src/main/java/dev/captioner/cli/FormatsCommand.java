package dev.captioner.cli;

import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.image.FormatSupport;
import dev.captioner.image.PhotoLimits;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says which photos can be read on this machine. */
@Command(
        name = "formats",
        description = {
            "Lists the formats of photos that can be read on this machine, and their limits.",
            "HEIC and AVIF need the decoder program of libheif; where it is missing, the list says what to install."
        })
final class FormatsCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--json", description = "print the list as one JSON object")
    private boolean json;

    FormatsCommand(Console console) {
        this.console = console;
    }

    /** The list as JSON. */
    private record Formats(List<FormatSupport> formats, FormatSupport.Limits limits) {}

    @Override
    public Integer call() {
        List<FormatSupport> formats = FormatSupport.all();
        PhotoLimits limits = PhotoLimits.DEFAULT;
        if (json) {
            console.print(Json.line(new Formats(formats, FormatSupport.Limits.of(limits))));
            return CommandLine.ExitCode.OK;
        }
        for (FormatSupport format : formats) {
            String decoder = format.decoder() == null ? "" : "by " + format.decoder();
            console.print(String.format(
                            Locale.ROOT,
                            "%-5s %-32s %s",
                            format.name(),
                            String.join(" ", format.extensions()),
                            format.readable() ? decoder : "cannot be read here")
                    .stripTrailing());
        }
        console.print(FormatSupport.inWords(formats, limits));
        return CommandLine.ExitCode.OK;
    }
}
