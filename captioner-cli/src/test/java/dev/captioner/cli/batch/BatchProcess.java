package dev.captioner.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.Main;
import dev.captioner.testing.Await;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code captioner batch} in its own process. */
final class BatchProcess implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final BufferedReader events;

    private BatchProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.events = process.inputReader();
    }

    /**
     * Starts it with {@code --json}.
     *
     * @param folder the working directory; {@code errors.txt} in it receives standard error
     * @param arguments after {@code batch}
     */
    static BatchProcess start(Path folder, String... arguments) throws IOException {
        return startBelow("exec \"$@\"", folder, arguments);
    }

    /** Starts it with {@code --json} from a shell script that runs it as {@code "$@"}. */
    static BatchProcess startBelow(String script, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "batch",
                "--json"));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors.txt");
        return new BatchProcess(
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                        .start(),
                errors);
    }

    /** Reads events until one has occurred a number of times or the process has ended; returns all events read. */
    List<JsonNode> events(String name, int times) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        int occurred = 0;
        while (occurred < times) {
            String line = events.readLine();
            if (line == null) {
                return read;
            }
            JsonNode event = JsonMapper.shared().readTree(line);
            read.add(event);
            if (event.get("event").stringValue().equals(name)) {
                occurred++;
            }
        }
        return read;
    }

    /** Waits until the process has used this much more processor time. */
    void awaitProcessorTime(Duration more) throws Exception {
        Await.processorTime(process, more);
    }

    /** Sends SIGKILL; returns whether the process was still alive. */
    boolean kill() throws InterruptedException {
        process.destroyForcibly();
        return process.waitFor() == 128 + 9;
    }

    /** Waits for the end and returns the exit code. */
    int exit() throws IOException, InterruptedException {
        events("none of this name", 1); // drains the pipe, which would block the process when full
        return process.waitFor();
    }

    String errors() throws IOException {
        return Files.exists(errors) ? Files.readString(errors) : "";
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Writes small, distinct photos: {@code 000.png} and so on. */
    static void drawPhotos(Path photos, int number) throws IOException {
        Files.createDirectories(photos);
        Random random = new Random(3);
        for (int i = 0; i < number; i++) {
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillRect(0, 0, 16, 8);
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillRect(0, 8, 16, 8);
            graphics.dispose();
            assertThat(ImageIO.write(
                            image,
                            "png",
                            photos.resolve("%03d.png".formatted(i)).toFile()))
                    .isTrue();
        }
    }
}
