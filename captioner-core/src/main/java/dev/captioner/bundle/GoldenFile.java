package dev.captioner.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/** The content of {@code golden.json}; only models that answer questions have answers. */
record GoldenFile(
        List<GoldenCaption> captions,

        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<GoldenAnswer>> answers) {
    GoldenFile {
        captions = List.copyOf(captions);
        answers = answers.map(List::copyOf);
    }
}
