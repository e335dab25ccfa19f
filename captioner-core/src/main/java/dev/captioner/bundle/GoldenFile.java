package dev.captioner.bundle;

import java.util.List;

/** All of {@code golden.json}. */
record GoldenFile(List<GoldenCaption> captions) {
    GoldenFile {
        captions = List.copyOf(captions);
    }
}
