package dev.captioner.cli;

import dev.captioner.cli.console.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Documents {@code serve}. The launcher starts the service itself, because it needs other libraries, and never runs this command. The
 * service reads the same options ({@code ServeArguments}); {@code CaptionerCommandTest} compares them.
 */
@Command(
        name = "serve",
        description = "Starts the REST service, which captions photos and answers questions about them.",
        footer = {
            "",
            "Any other setting is given as --NAME=VALUE, such as --captioner.jobs.root=DIR.",
            "docs/operations.md lists the settings. An unknown one stops the start."
        })
@SuppressWarnings("UnusedVariable") // picocli reads their annotations
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "PORT", description = "port (default: 8080); 0 takes a free one")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "address to listen on (default: 127.0.0.1). One that other machines can reach needs API keys")
    private @Nullable String host;

    @Option(names = "--model", paramLabel = "DIR", description = "model folder")
    private @Nullable String model;

    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            description = "format of the log: json or text (default: text on a terminal, otherwise json)")
    private @Nullable String log;

    @Option(names = "--max-pixels", paramLabel = "N", description = "reject photos of more pixels (default: 250000000)")
    private @Nullable Long maxPixels;

    @Option(names = "--max-bytes", paramLabel = "N", description = "reject photos of more bytes (default: 100MB)")
    private @Nullable String maxBytes;

    @Parameters(paramLabel = "SETTING", arity = "0..*", description = "setting, such as --server.port=9000")
    private List<String> settings = List.of();

    @Override
    public Integer call() {
        throw new UsageException("start the service with the launcher: ./captioner serve");
    }
}
