package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A batch in a process of its own that is killed twenty times writes what one writes that was left alone. */
@DisabledOnOs(OS.WINDOWS) // no signals
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledBatchTest {
    private static final int PHOTOS = 320;
    private static final int KILLS = 20;
    private static final int CHUNK = 8;

    private final Random random = new Random(20); // the moments in terms of what the job did; the clock adds to them
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void killWhatIsLeft() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void killedTwentyTimesItWritesWhatOneWritesThatWasNot() throws Exception {
        drawPhotos();
        TinyModel.write(folder.resolve("model"));
        assertThat(batch("whole").waitFor()).as(errors()).isEqualTo(1); // some photos are bad

        int kills = 0;
        long doneBefore = 0;
        int goneBack = 0;
        while (kills < KILLS) {
            Process process = batch("killed");
            // Half of them within a second or two, which is before the first photo; the others after some chunks.
            int chunks = random.nextBoolean() ? 0 : 1 + random.nextInt(3);
            List<JsonNode> events = chunks == 0 ? List.of() : eventsUpTo(process, chunks);
            Thread.sleep(chunks == 0 ? random.nextInt(2000) : random.nextInt(60));
            process.destroyForcibly();
            if (process.waitFor() != 128 + 9) {
                break; // it was faster
            }
            kills++;
            for (JsonNode event : events) {
                long done = event.get("done").longValue();
                if (done < doneBefore) {
                    goneBack++;
                }
                doneBefore = done;
            }
        }
        assertThat(kills).as(errors()).isEqualTo(KILLS);
        assertThat(goneBack).as("photos that were written down and then lost").isZero();
        assertThat(doneBefore).isBetween(1L, PHOTOS - 1L);

        assertThat(batch("killed").waitFor()).as(errors()).isEqualTo(1);
        for (String file : List.of("captions.jsonl", "captions.jsonl.report.jsonl")) {
            assertThat(folder.resolve("killed").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        assertThat(Files.readAllLines(folder.resolve("killed/captions.jsonl"))).hasSize(PHOTOS);
        try (Stream<Path> left = Files.list(folder.resolve("killed"))) {
            assertThat(left.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder(
                            "captions.jsonl", "captions.jsonl.report.jsonl", "captions.jsonl.job", "errors.txt");
        }
    }

    /** The last forty are copies of the first, every hundredth is damaged. */
    private void drawPhotos() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        for (int i = 0; i < PHOTOS; i++) {
            Path file = photos.resolve("%03d.png".formatted(i));
            if (i >= PHOTOS - 40) {
                Files.copy(photos.resolve("%03d.png".formatted(i - (PHOTOS - 40))), file);
                continue;
            }
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(new Color(i * 7919 & 0xffffff));
            graphics.fillRect(0, 0, 16, 8);
            graphics.setColor(new Color(i * 104_729 & 0xffffff));
            graphics.fillRect(0, 8, 16, 8);
            graphics.dispose();
            ImageIO.write(image, "png", file.toFile());
            if (i % 100 == 50) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2]++;
                Files.write(file, bytes);
            }
        }
    }

    private Process batch(String out) throws IOException {
        Files.createDirectories(folder.resolve(out));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "batch",
                "photos",
                "--out",
                out + "/captions.jsonl",
                "--model",
                "model",
                "--chunk",
                "" + CHUNK,
                "--json");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(out).resolve("errors.txt").toFile()))
                .redirectOutput(out.equals("whole") ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.PIPE)
                .start();
        processes.add(process);
        return process;
    }

    private String errors() throws IOException {
        StringBuilder errors = new StringBuilder();
        for (String out : List.of("whole", "killed")) {
            Path file = folder.resolve(out).resolve("errors.txt");
            errors.append(Files.exists(file) ? Files.readString(file) : "");
        }
        return errors.toString();
    }

    /** Waits until some chunks are done. */
    @SuppressWarnings("resource") // closing the reader would close the process's stream
    private static List<JsonNode> eventsUpTo(Process process, int chunks) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        while (events.size() <= chunks) {
            String line = process.inputReader().readLine();
            if (line == null) {
                return events;
            }
            JsonNode event = JsonMapper.shared().readTree(line);
            if (event.get("event").stringValue().equals("progress")) {
                events.add(event);
            }
        }
        return events;
    }
}
