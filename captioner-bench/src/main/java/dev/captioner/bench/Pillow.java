package dev.captioner.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Pillow in a Python process, which decodes photos with libjpeg-turbo, zlib, libwebp and libtiff. */
final class Pillow implements AutoCloseable {
    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;

    /**
     * Starts Python.
     *
     * @param folder for the script
     * @throws IOException when there is no {@code python3}
     */
    Pillow(Path folder) throws IOException {
        process = new ProcessBuilder("python3", script(folder).toString(), "serve")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        to = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Makes the photos of the benchmark that the folder does not have yet, out of a small one. */
    static List<Path> photos(Path small, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int exit = new ProcessBuilder("python3", script(folder).toString(), "make", small.toString(), folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("photos.py needs python3 with Pillow (pip install pillow); it ended with " + exit);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains("mp"))
                    .sorted()
                    .toList();
        }
    }

    private static Path script(Path folder) throws IOException {
        Path script = folder.resolve("photos.py");
        try (InputStream resource = Pillow.class.getResourceAsStream("/photos.py")) {
            Files.copy(Objects.requireNonNull(resource, "photos.py"), script, StandardCopyOption.REPLACE_EXISTING);
        }
        return script;
    }

    /** Decodes a photo completely. */
    void load(Path photo) {
        ask("load " + photo);
    }

    /** Mean red, green and blue of the photo that was decoded last. */
    double[] mean() {
        return Arrays.stream(ask("mean").split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private String ask(String line) {
        to.println(line);
        try {
            String answer = from.readLine();
            if (answer == null) {
                throw new IOException("Python ended while it was asked: " + line);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        to.close();
        process.destroy();
    }
}
