package dev.captioner.batch.target;

import dev.captioner.file.Outputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that a job would have to replace although captioner did not write them, or not as they are now. */
final class ForeignFiles {
    private static final int EXAMPLES = 3;

    private final Outputs outputs;
    private final List<Path> examples = new ArrayList<>();
    private long number;

    ForeignFiles(Outputs outputs) {
        this.outputs = outputs;
    }

    /** Looks at a file that the job would write. */
    void add(Path file) throws IOException {
        if (outputs.isForeign(file)) {
            number++;
            if (examples.size() < EXAMPLES) {
                examples.add(file);
            }
        }
    }

    /**
     * Refuses the job if there is such a file.
     *
     * @param remedy what the user can do
     */
    void refuse(String remedy) throws IOException {
        if (number > 0) {
            StringBuilder named = new StringBuilder(String.valueOf(examples.get(0)));
            examples.stream().skip(1).forEach(file -> named.append(", ").append(file));
            throw new IOException(
                    named + (number > examples.size() ? " and " + (number - examples.size()) + " more" : "")
                            + (number == 1 ? ": exists, and is" : ": exist, and are")
                            + " not as captioner wrote it; nothing was captioned or written; " + remedy);
        }
    }
}
