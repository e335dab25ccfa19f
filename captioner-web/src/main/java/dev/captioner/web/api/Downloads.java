package dev.captioner.web.api;

import dev.captioner.web.problem.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** Limits how many files are sent at once: each takes a thread for as long as its client reads, and others need threads too. */
final class Downloads {
    /** Of the 200 threads of the connector. */
    private static final int MOST = 32;

    private final Semaphore free = new Semaphore(MOST);

    /** A file as a response. While as many as possible are being sent, opening it throws a problem. */
    Resource of(Path file) {
        return new FileSystemResource(file) {
            @Override
            public InputStream getInputStream() throws IOException {
                if (!free.tryAcquire()) {
                    throw Problem.OVERLOADED.exception(
                            "the service sends " + MOST + " files to other clients at the moment; try again later");
                }
                try {
                    return new Counted(super.getInputStream());
                } catch (IOException e) {
                    free.release();
                    throw e;
                }
            }
        };
    }

    private final class Counted extends FilterInputStream {
        private boolean closed;

        Counted(InputStream file) {
            super(file);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                free.release();
            }
            super.close();
        }
    }
}
