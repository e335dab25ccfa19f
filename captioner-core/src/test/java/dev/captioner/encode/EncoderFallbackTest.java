package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.bundle.EncoderDescription;
import dev.captioner.testing.TestTags;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a Java process of its own, whose class path lacks oneDNN. */
@Tag(TestTags.PROCESS)
class EncoderFallbackTest {
    /** Opens an encoder twice and says what it got. */
    public static void main(String[] arguments) {
        for (int i = 0; i < 2; i++) {
            try (Encoder encoder =
                    Encoders.open(EncoderDescription.efficientNetLite2("encoder.safetensors"), Path.of(arguments[0]))) {
                int features = encoder.encode(Pretrained.photo("chelsea")).values().length;
                System.out.println(encoder.getClass().getSimpleName() + " gave " + features + " features");
            }
        }
    }

    @Test
    void withoutOneDnnNd4jEncodesAndThatIsSaidOnce(@TempDir Path folder) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("dnnl"))
                .collect(Collectors.joining(File.pathSeparator));
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");

        int exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        EncoderFallbackTest.class.getName(),
                        Pretrained.lite2Folder().toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();

        assertThat(exit).as(Files.readString(errors)).isZero();
        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("Nd4jEncoder gave 103680 features\n".repeat(2));
        assertThat(Files.readString(errors, StandardCharsets.UTF_8))
                .containsOnlyOnce("oneDNN cannot be loaded here")
                .doesNotContain("\tat "); // no stack trace for something that was dealt with
    }
}
