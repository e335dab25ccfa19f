package dev.captioner.cli;

import dev.captioner.batch.job.JobStoppedException;
import dev.captioner.batch.source.SourceException;
import dev.captioner.batch.store.StoreException;
import dev.captioner.bundle.ModelException;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.UsageException;
import dev.captioner.decode.ConstraintException;
import dev.captioner.decode.DecodingOption;
import dev.captioner.decode.OptionException;
import dev.captioner.image.PhotoException;
import dev.captioner.math.NoGpuException;
import dev.captioner.train.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns an exception into one line on standard error and an exit code. An unexpected exception keeps its stack trace. */
record Failures(Console console) implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** Exceptions whose message is meant for the user. */
    private static final List<Class<? extends Exception>> EXPECTED = List.of(
            ModelException.class,
            PhotoException.class,
            TrainingException.class,
            SourceException.class,
            JobStoppedException.class,
            StoreException.class,
            IllegalArgumentException.class);

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        if (exception instanceof Console.ClosedOutputException) {
            return CommandLine.ExitCode.SOFTWARE; // CaptionerCommand says why
        }
        OutOfMemoryError lack = lackOfMemory(exception);
        if (lack != null) {
            console.say(message(lack));
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (exception instanceof OptionException problem) {
            console.say(problem.message(DecodingOption::flag));
            return CommandLine.ExitCode.USAGE;
        }
        if (exception instanceof UsageException || exception instanceof ConstraintException) {
            console.say(String.valueOf(exception.getMessage()));
            return CommandLine.ExitCode.USAGE;
        }
        if (exception instanceof NoGpuException problem) {
            console.say(problem.getMessage() + ". " + problem.remedy());
        } else if (exception instanceof IOException problem) {
            console.say(message(problem));
        } else if (exception instanceof UncheckedIOException problem) {
            console.say(message(Objects.requireNonNull(problem.getCause())));
        } else if (EXPECTED.stream().anyMatch(type -> type.isInstance(exception))) {
            console.say(String.valueOf(exception.getMessage()));
        } else {
            console.say("internal error; please report it with the following lines:");
            exception.printStackTrace(console.error());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        console.say(String.valueOf(exception.getMessage()));
        UnmatchedArgumentException.printSuggestions(exception, console.error());
        if (exception instanceof MissingParameterException
                || !command.getSubcommands().isEmpty()) {
            command.usage(console.error(), console.colour(console.errorIsTerminal()));
        } else {
            console.say("try '" + command.getCommandSpec().qualifiedName() + " --help'");
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** The lack of memory that caused a failure; null when something else did. */
    static @Nullable OutOfMemoryError lackOfMemory(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 100; depth++) {
            if (cause instanceof OutOfMemoryError lack) {
                return lack;
            }
            cause = cause.getCause();
        }
        return null;
    }

    static String message(OutOfMemoryError lack) {
        return "out of memory (" + lack.getMessage()
                + "); raise Java's limit, for example CAPTIONER_OPTS=-Xmx4g captioner ...";
    }

    /** Java's own messages for these exceptions are just the file name. */
    private static String message(IOException exception) {
        if (exception instanceof NoSuchFileException) {
            return exception.getMessage() + ": no such file";
        }
        if (exception instanceof AccessDeniedException) {
            return exception.getMessage() + ": access denied; check its permissions";
        }
        if (exception instanceof FileAlreadyExistsException) {
            return exception.getMessage() + ": already exists";
        }
        return String.valueOf(exception.getMessage());
    }
}
