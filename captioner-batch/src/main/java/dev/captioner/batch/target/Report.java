package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.file.OutputFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of JSON for each photo without a caption and for each file that could not be written, with the reason, and a last one with
 * the numbers, also of the files that are no photos. A photo that keeps the caption it has is only counted.
 *
 * @param file the file
 */
record Report(OutputFile file) implements FileTarget {
    private record Left(String file, String target, String reason, String error) {}

    private record Bad(String file, @Nullable String sha256, String reason, String error) {}

    /** {@code distinct}: the number of different photos among those that were captioned. */
    private record Numbers(
            long photos,
            long captioned,
            long distinct,
            long bad,
            @Nullable Long kept,
            Map<String, Long> leftOut) {}

    @Override
    public void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException {
        file.write(out -> {
            long photos = 0;
            long bad = 0;
            long kept = 0;
            Set<Long> distinct = new HashSet<>();
            for (PhotoRow row : rows) {
                photos++;
                PhotoProblem problem = row.problem();
                if (problem != null && !problem.isBad()) {
                    kept++;
                } else if (problem != null) {
                    bad++;
                    JsonLines.line(out, new Bad(row.name(), row.sha256(), problem.reason(), problem.message()));
                } else if (row.sha256() != null) {
                    // 64 bits of a SHA-256: a collision among a million photos occurs once in 10^7 jobs.
                    distinct.add(Long.parseUnsignedLong(row.sha256().substring(0, 16), 16));
                }
            }
            for (Unwritten file : unwritten) {
                PhotoProblem problem = file.problem();
                JsonLines.line(
                        out, new Left(file.photo(), file.file().toString(), problem.reason(), problem.message()));
            }
            JsonLines.line(
                    out,
                    new Numbers(
                            photos,
                            photos - bad - kept,
                            distinct.size(),
                            bad,
                            kept == 0 ? null : kept,
                            rows.leftOut().byKey()));
        });
    }
}
