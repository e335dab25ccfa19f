package dev.captioner.batch.target;

import dev.captioner.file.OutputFile;
import java.io.IOException;
import java.nio.file.Path;

/** A target that is one file. */
interface FileTarget extends Target {
    /** The file. */
    OutputFile file();

    @Override
    default Path place() {
        return file().path();
    }

    @Override
    default void check() throws IOException {
        file().check();
    }
}
