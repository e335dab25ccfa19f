package dev.captioner.web.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that goes into a file while it arrives, and has a place among the jobs that wait. Closed when the request is over. */
public final class Upload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private final Path body;
    private final Path archive;
    private final OutputStream out;
    private final Runnable givePlaceBack;
    private boolean closed;

    Upload(Path body, Runnable givePlaceBack) throws IOException {
        this.body = body;
        this.archive = body.resolveSibling(body.getFileName() + ".zip");
        this.out = Files.newOutputStream(body);
        this.givePlaceBack = givePlaceBack;
    }

    /** Bytes have arrived. */
    public void write(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
    }

    /** All have arrived. */
    public void endOfBody() throws IOException {
        out.close();
    }

    /** The file with the whole request. */
    public Path body() {
        return body;
    }

    /** Where the archive in it is to be put, which is not there yet. */
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
            Files.deleteIfExists(archive); // which is somewhere else when it has become a job's
        } catch (IOException e) {
            LOG.warn("an upload cannot be removed: {}", e.getMessage());
        } finally {
            givePlaceBack.run();
        }
    }
}
