package dev.captioner.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.decode.DecodingOption;
import dev.captioner.decode.DecodingRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a job, as the client gave them.
 *
 * @param archive filename of the archive; null for a folder
 * @param folder name of a folder below the configured one; null for an archive
 * @param questions to ask about each photo
 * @param glob patterns for names of photos; none for all
 * @param zipEncoding of the names in the archive that do not state theirs; null for the usual
 * @param decoding options of captions by {@link DecodingOption#key()}; absent in JSON when there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobRequest(
        @Nullable String archive,
        @Nullable String folder,
        List<String> questions,
        List<String> glob,
        @Nullable String zipEncoding,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> decoding) {
    /** Copies the lists and the map. */
    public JobRequest(
            @Nullable String archive,
            @Nullable String folder,
            List<String> questions,
            List<String> glob,
            @Nullable String zipEncoding,
            @Nullable Map<String, Object> decoding) {
        if ((archive == null) == (folder == null)) {
            throw new IllegalArgumentException("a job has an archive or a folder");
        }
        this.archive = archive;
        this.folder = folder;
        this.questions = List.copyOf(questions);
        this.glob = List.copyOf(glob);
        this.zipEncoding = zipEncoding;
        this.decoding = Collections.unmodifiableMap(
                decoding == null ? Map.of() : new LinkedHashMap<>(decoding)); // jobs of older versions have none
    }

    /** The options of a job with decoding options in the form in which a job keeps them. */
    public static JobRequest of(
            @Nullable String archive,
            @Nullable String folder,
            List<String> questions,
            List<String> glob,
            @Nullable String zipEncoding,
            DecodingRequest decoding) {
        Map<String, Object> values = new LinkedHashMap<>();
        decoding.values().forEach((option, value) -> values.put(option.key(), value));
        return new JobRequest(archive, folder, questions, glob, zipEncoding, values);
    }

    /**
     * The decoding options.
     *
     * @throws IllegalArgumentException when there is no such option or it does not take its value
     */
    DecodingRequest decodingRequest() {
        DecodingRequest request = DecodingRequest.NONE;
        for (Map.Entry<String, Object> entry : decoding.entrySet()) {
            DecodingOption option = DecodingOption.ofKey(entry.getKey())
                    .orElseThrow(() -> new IllegalArgumentException("there is no option " + entry.getKey()));
            request = request.with(option, entry.getValue());
        }
        return request;
    }
}
