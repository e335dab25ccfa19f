package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON for each photo without a caption, with the reason, and a last one with the numbers, also of the files that are no photos.
 *
 * @param place the file
 */
public record Report(Path place) implements Target {
    private record Bad(String file, @Nullable String sha256, String reason, String error) {}

    /** {@code distinct}: the number of different photos among those that were captioned. */
    private record Numbers(long photos, long captioned, long distinct, long bad, Map<String, Long> leftOut) {}

    @Override
    public void write(PhotoRows rows) throws IOException {
        AtomicFile.write(place, out -> {
            long photos = 0;
            long bad = 0;
            Set<Long> distinct = new HashSet<>();
            for (PhotoRow row : rows) {
                photos++;
                PhotoProblem problem = row.problem();
                if (problem != null) {
                    bad++;
                    JsonLines.line(out, new Bad(row.name(), row.sha256(), problem.reason(), problem.message()));
                } else if (row.sha256() != null) {
                    // 64 bits of a SHA-256: a collision among a million photos occurs once in 10^7 jobs.
                    distinct.add(Long.parseUnsignedLong(row.sha256().substring(0, 16), 16));
                }
            }
            JsonLines.line(
                    out,
                    new Numbers(
                            photos,
                            photos - bad,
                            distinct.size(),
                            bad,
                            rows.leftOut().byKey()));
        });
    }
}
