package dev.captioner.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The options by which the launcher, the container and the benchmarks make Java load the Vector API, without a warning. */
@Tag(TestTags.PROCESS)
class VectorModuleTest {
    private static final Pattern OPTIONS = Pattern.compile("vectors=\"(--[^\"]*)\"");

    /** The program that the test starts. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            float[][] y = new float[1][40];
            RowProducts.with(Matrix.of(new float[][] {new float[40], new float[40]}))
                    .addTo(new float[1][2], y);
            System.out.print(RowProducts.areVectors());
        }
    }

    private static List<String> launcherOptions() throws Exception {
        Matcher options = OPTIONS.matcher(Files.readString(SourceTree.ROOT.resolve("captioner")));
        assertThat(options.find()).as("options in the launcher").isTrue();
        return List.of(options.group(1).split(" "));
    }

    private static String run(List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    @Test
    void launcherOptionsUseVectorsWithoutAWarning() throws Exception {
        assertThat(run(launcherOptions())).isEqualTo("true");
    }

    @Test
    void withoutOptionsPlainLoopsAreUsed() throws Exception {
        assertThat(run(List.of())).isEqualTo("false");
    }

    @Test
    void containerAndBenchmarksHaveTheOptionsOfTheLauncher() throws Exception {
        String container = Files.readString(SourceTree.ROOT.resolve("captioner-web/pom.xml"));
        assertThat(launcherOptions())
                .allSatisfy(option -> assertThat(container).contains("<jvmFlag>" + option + "</jvmFlag>"));
        assertThat(Files.readString(SourceTree.ROOT.resolve("captioner-bench/run")))
                .contains("vectors=\"" + String.join(" ", launcherOptions()) + "\"");
    }
}
