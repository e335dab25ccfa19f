package dev.captioner.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job is to do.
 *
 * @param archive what the client calls the archive that it sent; null for a folder
 * @param folder below the configured one; null for an archive
 * @param questions that each photo is asked
 * @param glob patterns of the names of photos; none for the usual extensions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobRequest(@Nullable String archive, @Nullable String folder, List<String> questions, List<String> glob) {
    /** Copies the lists. */
    public JobRequest {
        if ((archive == null) == (folder == null)) {
            throw new IllegalArgumentException("a job has an archive or a folder");
        }
        questions = List.copyOf(questions);
        glob = List.copyOf(glob);
    }
}
