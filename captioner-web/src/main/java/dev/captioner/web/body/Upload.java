package dev.captioner.web.body;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request body in a file, and a path beside it for the archive that it contains. Closing deletes both. */
public final class Upload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private final Path body;
    private final Path archive;
    private final OutputStream out;
    private final Pace pace;
    private final Consumer<Upload> whenClosed;
    private boolean closed;
    private volatile boolean abandoned;

    /**
     * Opens the file for writing.
     *
     * @param body an existing, empty file
     * @param pace of the bytes that arrive
     * @param whenClosed runs once, when the upload is closed
     */
    public Upload(Path body, Pace pace, Consumer<Upload> whenClosed) throws IOException {
        this.body = body;
        this.archive = body.resolveSibling(body.getFileName() + ".zip");
        this.out = Files.newOutputStream(body);
        this.pace = pace;
        this.whenClosed = whenClosed;
    }

    /** Appends the first {@code count} bytes of a buffer. */
    public void write(byte[] buffer, int count) throws IOException {
        out.write(buffer, 0, count);
        pace.add(count);
    }

    /** How fast the body arrives. */
    public Pace pace() {
        return pace;
    }

    /** Gives up an upload that is too slow, for the sake of another one. Its receiver closes it. */
    public void abandon() {
        abandoned = true;
    }

    /** Whether it was given up. */
    public boolean isAbandoned() {
        return abandoned;
    }

    /** Ends the body: all bytes have arrived. */
    public void endOfBody() throws IOException {
        out.close();
    }

    /** The file with the whole body. */
    public Path body() {
        return body;
    }

    /** The path for the archive that is extracted from the body; no file exists there yet. */
    public Path archive() {
        return archive;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            out.close();
            Files.deleteIfExists(body);
            Files.deleteIfExists(archive); // absent when a job has moved it into its folder
        } catch (IOException e) {
            LOG.warn("cannot delete an upload: {}", e.getMessage());
        } finally {
            whenClosed.accept(this);
        }
    }
}
