package dev.captioner.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.cli.Main;
import dev.captioner.testing.Await;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Training runs that are killed at the worst moments end with the same weights as one that is not. */
@DisabledOnOs(OS.WINDOWS) // no signals
@Tag(TestTags.PROCESS)
@Tag(TestTags.SLOW)
class InterruptedTrainingTest {
    private static final int TRAINING_PHOTOS = 48;
    private static final int DEVELOPMENT_PHOTOS = 12;
    private static final long FEATURE_BYTES = 9 * 9 * 1280 * 2; // of a photo
    private static final int EPOCHS = 5;
    private static final long INTERRUPT = 1 << 1; // the bit of signal 2

    @TempDir
    Path folder;

    private final Random random = new Random(5);
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void drawPhotos() throws IOException {
        List<Color> colours = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
        List<String> names = List.of("red", "green", "blue", "white");
        StringBuilder captions = new StringBuilder();
        Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < TRAINING_PHOTOS + DEVELOPMENT_PHOTOS; i++) {
            int upper = i % 4;
            int lower = i / 4 % 4;
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(colours.get(upper));
            graphics.fillRect(0, 0, 16, 8);
            graphics.setColor(colours.get(lower));
            graphics.fillRect(0, 8, 16, 8);
            graphics.setColor(new Color(i, i, i));
            graphics.fillRect(0, 0, 1, 1); // no two files alike
            graphics.dispose();
            ImageIO.write(image, "png", folder.resolve("images/" + i + ".png").toFile());
            captions.append("%s\t%d.png\t%s over %s\n"
                    .formatted(i < TRAINING_PHOTOS ? "train" : "dev", i, names.get(upper), names.get(lower)));
            captions.append("%s\t%d.png\t%s above and %s below\n"
                    .formatted(i < TRAINING_PHOTOS ? "train" : "dev", i, names.get(upper), names.get(lower)));
        }
        Files.writeString(folder.resolve("captions.tsv"), captions);
    }

    @AfterEach
    void killRemainingProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void aRepeatedlyKilledTrainingRunEndsWithTheSameWeights() throws Exception {
        assertThat(train("whole").waitFor()).as(errors()).isZero();
        Path killed = folder.resolve("killed");

        Process first = train("killed"); // in the middle of the features
        long most = FEATURE_BYTES * (2 * TRAINING_PHOTOS + DEVELOPMENT_PHOTOS);
        long some = random.nextLong(1, most * 3 / 4);
        await(first, () -> size(killed.resolve("features/features.bin")) >= some);
        kill(first);
        assertThat(killed.resolve("checkpoint.safetensors")).doesNotExist();

        Process second = train("killed", "--resume"); // in the middle of an epoch
        assertThat(epoch(second)).isEqualTo(1);
        Await.processorTime(second, Duration.ofMillis(random.nextInt(200)));
        kill(second);

        Process third = train("killed", "--resume"); // while a checkpoint is written
        Path part = killed.resolve(".checkpoint.safetensors.part");
        await(third, () -> Files.exists(part));
        kill(third);
        assertThat(part).exists();

        Process fourth = train("killed", "--resume");
        assertThat(epoch(fourth)).isBetween(2, 3);
        Await.processorTime(fourth, Duration.ofMillis(random.nextInt(200)));
        interrupt(fourth);

        assertThat(train("killed", "--resume").waitFor()).as(errors()).isZero();
        for (String file : List.of("checkpoint.safetensors", "model/weights.safetensors", "model/vocabulary.txt")) {
            assertThat(killed.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        assertThat(Files.readAllLines(killed.resolve("training.jsonl"))).hasSize(EPOCHS);
        assertThat(killed.resolve("model/model.json")).content().contains("\"sourceSize\" : 16");
        assertThat(names(killed)).noneMatch(name -> name.endsWith(".part") || name.endsWith(".new"));
        assertThat(names(folder)).noneMatch(name -> name.startsWith("hs_err")); // Java did not crash either
    }

    private Process train(String out, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-Dcaptioner.home=" + SourceTree.ROOT,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("train", "captions", "--images", "images", "--captions", "captions.tsv"));
        command.addAll(List.of("--out", out, "--json", "--min-word-count", "1"));
        command.addAll(List.of("--embedding", "384", "--units", "384", "--batch-size", "8")); // checkpoints of 100 MB
        command.addAll(List.of("--epochs", "" + EPOCHS, "--patience", "" + EPOCHS));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("errors.txt").toFile()));
        // On a busy machine two threads wait for each other longer than they work.
        builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }

    /** Waits for the end of an epoch and returns its number. */
    @SuppressWarnings("resource") // closing the reader would close the process's stream
    private int epoch(Process process) throws IOException {
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).as(errors()).isNotNull();
        return JsonMapper.shared().readTree(line).get("epoch").intValue();
    }

    private void await(Process process, BooleanSupplier moment) throws Exception {
        while (!moment.getAsBoolean()) {
            assertThat(process.isAlive()).as(errors()).isTrue();
            Thread.sleep(1);
        }
    }

    /** Sends SIGKILL. */
    private void kill(Process process) throws Exception {
        process.destroyForcibly();
        assertThat(process.waitFor()).as(errors()).isEqualTo(128 + 9);
    }

    /** Sends SIGINT, or SIGKILL where SIGINT is ignored. */
    private void interrupt(Process process) throws Exception {
        if (ignoresInterrupts()) {
            kill(process);
            return;
        }
        new ProcessBuilder("kill", "-INT", "" + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(process.waitFor()).as(errors()).isEqualTo(128 + 2);
    }

    /** A background job of a script ignores SIGINT, and so do all its children. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & INTERRUPT) != 0);
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }
}
