package dev.captioner.cli;

import dev.captioner.cli.console.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Documents {@code serve}. The launcher starts the service itself, because it needs other libraries, and never runs this command. */
@Command(
        name = "serve",
        description = "Starts the REST service, which captions photos and answers questions about them.",
        footer = {
            "",
            "The most common settings; docs/operations.md lists all of them:",
            "  --captioner.model=DIR      model folder",
            "  --server.port=PORT         port (default: 8080)",
            "  --server.address=ADDRESS   address to listen on (default: 127.0.0.1)"
        })
final class ServeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SETTING", description = "setting, such as --server.port=9000")
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() {
        throw new UsageException(
                "start the service with the launcher: ./captioner serve " + String.join(" ", settings));
    }
}
