package dev.captioner.cli;

import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.console.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains the service. The launcher starts it as a program of its own, with other libraries, so that it never comes here. */
@Command(
        name = "serve",
        description = "Captions photos and answers questions about them over HTTP, until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Settings, of which docs/operations.md has the table:",
            "  --captioner.model=DIR        the model folder",
            "  --server.port=PORT           8080 without it",
            "  --server.address=ADDRESS     127.0.0.1 without it: not to be reached from other machines"
        })
final class ServeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SETTING", description = "as in --server.port=9000")
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        throw new UsageException(
                "the service is started by the script: ./captioner serve " + String.join(" ", settings));
    }
}
