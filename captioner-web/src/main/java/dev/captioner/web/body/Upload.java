package dev.captioner.web.body;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request body in a file, and a path beside it for the archive that it contains. Closing deletes both. */
public final class Upload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private final Path body;
    private final Path archive;
    private final OutputStream out;
    private final Runnable whenClosed;
    private boolean closed;

    /**
     * Opens the file for writing.
     *
     * @param body an existing, empty file
     * @param whenClosed runs once, when the upload is closed
     */
    public Upload(Path body, Runnable whenClosed) throws IOException {
        this.body = body;
        this.archive = body.resolveSibling(body.getFileName() + ".zip");
        this.out = Files.newOutputStream(body);
        this.whenClosed = whenClosed;
    }

    /** Appends the first {@code count} bytes of a buffer. */
    public void write(byte[] buffer, int count) throws IOException {
        out.write(buffer, 0, count);
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
            whenClosed.run();
        }
    }
}
