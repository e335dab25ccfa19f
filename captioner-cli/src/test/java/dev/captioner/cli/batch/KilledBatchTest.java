package dev.captioner.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A batch job that is killed twenty times writes the same bytes as one that is not. */
@DisabledOnOs(OS.WINDOWS) // no signals
@Tag(TestTags.PROCESS)
@Tag(TestTags.SLOW)
class KilledBatchTest {
    private static final int PHOTOS = 320;
    private static final int KILLS = 20;
    private static final int CHUNK = 8;
    private static final List<String> FILES =
            List.of("captions.jsonl", "captions.csv", "captions.parquet", "captions.jsonl.report.jsonl");

    private final Random random = new Random(20);

    @TempDir
    Path folder;

    @Test
    void aJobKilledTwentyTimesWritesTheSameBytes() throws Exception {
        photos();
        TinyModel.TEN_WORDS.write(folder.resolve("model"));
        try (BatchProcess whole = batch("whole")) {
            assertThat(whole.exit()).as(whole.errors()).isEqualTo(1); // some photos are bad
        }

        long done = 0;
        for (int kills = 0; kills < KILLS; kills++) {
            try (BatchProcess process = batch("killed")) {
                // Half of them while it starts, which is when it begins where it was; the others after some chunks.
                if (random.nextBoolean()) {
                    process.awaitProcessorTime(Duration.ofMillis(random.nextInt(2000)));
                } else {
                    int chunks = 1 + random.nextInt(3);
                    for (JsonNode event : process.events("progress", 1 + chunks)) {
                        if (event.has("done")) {
                            assertThat(event.get("done").longValue())
                                    .as("photos that are written down stay so")
                                    .isGreaterThanOrEqualTo(done);
                            done = event.get("done").longValue();
                        }
                    }
                    process.awaitProcessorTime(Duration.ofMillis(random.nextInt(60)));
                }
                assertThat(process.kill()).as("alive, " + process.errors()).isTrue();
            }
        }
        assertThat(done).isBetween(1L, PHOTOS - 1L);

        try (BatchProcess last = batch("killed", "--resume")) {
            long before = last.events("progress", 1).get(0).get("done").longValue();
            assertThat(before).isGreaterThanOrEqualTo(done);
            assertThat(last.exit()).as(last.errors()).isEqualTo(1);
        }
        for (String file : FILES) {
            assertThat(folder.resolve("killed").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        assertThat(Files.readAllLines(folder.resolve("killed/captions.jsonl"))).hasSize(PHOTOS);
        assertThat(folder.resolve("killed/captions.jsonl.report.jsonl"))
                .content()
                .endsWith("\"leftOut\":{\"text\":2}}\n");
        try (Stream<Path> left = Files.list(folder.resolve("killed"))) {
            assertThat(left.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(FILES.stream(), Stream.of("captions.jsonl.job", ".captioner-files"))
                                    .toList());
        }
    }

    /** Some photos are damaged, the last forty are copies of the first forty, and there are two texts. */
    private void photos() throws IOException {
        Path photos = folder.resolve("photos");
        BatchProcess.drawPhotos(photos, PHOTOS - 40);
        for (int i = 0; i < 40; i++) {
            Files.copy(photos.resolve("%03d.png".formatted(i)), photos.resolve("%03d.png".formatted(PHOTOS - 40 + i)));
        }
        for (int i : List.of(30, 150, 200)) {
            Path file = photos.resolve("%03d.png".formatted(i));
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2]++;
            Files.write(file, bytes);
        }
        Files.writeString(photos.resolve("notes.txt"), "a cat");
        Files.writeString(photos.resolve("010"), "a dog");
    }

    private BatchProcess batch(String out, String... more) throws IOException {
        Files.createDirectories(folder.resolve(out));
        return BatchProcess.start(
                folder,
                Stream.concat(
                                Stream.of(
                                        "photos",
                                        "--out",
                                        out + "/captions.jsonl",
                                        "--out",
                                        out + "/captions.csv",
                                        "--out",
                                        out + "/captions.parquet",
                                        "--model",
                                        "model",
                                        "--chunk",
                                        "" + CHUNK),
                                Stream.of(more))
                        .toArray(String[]::new));
    }
}
