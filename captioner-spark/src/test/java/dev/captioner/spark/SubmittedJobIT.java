package dev.captioner.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Submits the packaged jar to a Spark without captioner on its class path, on a cluster of two executors, each in its own
 * process.
 */
@Tag(TestTags.PROCESS)
class SubmittedJobIT {
    private static final Pattern TASK_END = Pattern.compile("\"SparkListenerTaskEnd\".*?\"Executor ID\":\"(\\d+)\"");

    @TempDir
    private static Path temporary;

    private static Path home;
    private static Path model;
    private static Path photos;

    private record Run(int exit, String output) {}

    @BeforeAll
    static void prepare() throws IOException {
        home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "spark-");
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String jar : Files.readString(Path.of(System.getProperty("captioner.spark.classpath")))
                .split(File.pathSeparator, -1)) {
            Path file = Path.of(jar.strip());
            Files.createSymbolicLink(jars.resolve(file.getFileName()), file);
        }
        model = TinyModel.TEN_WORDS.write(temporary.resolve("model"));
        photos = Photos.write(temporary.resolve("photos"));
    }

    /** Runs the command that {@code spark-submit} runs. */
    private static Run submit(Path log, String... arguments) throws IOException, InterruptedException {
        Path submitted = Path.of(System.getProperty("captioner.submitted"));
        String libraries =
                below(submitted.resolve("lib")).stream().map(Path::toString).collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1", // three short-lived processes would spend their time in the compiler
                "-cp",
                home.resolve("jars") + "/*",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local-cluster[2,1,1024]",
                "--conf",
                "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.memory=1g",
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--conf",
                "spark.eventLog.enabled=true",
                "--conf",
                "spark.eventLog.dir=file:" + Files.createDirectories(log),
                "--conf",
                "spark.eventLog.rolling.enabled=false",
                "--conf",
                "spark.eventLog.compress=false",
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1", // waits for both executors before the first task
                "--jars",
                libraries,
                "--class",
                "dev.captioner.spark.CaptionPhotos",
                submitted.resolve("captioner-spark.jar").toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(temporary, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("LC_ALL", "C.UTF-8"); // Java needs it for file names that are not ASCII
        Process process = builder.start();
        if (!process.waitFor(30, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    @Test
    void twoExecutorsWriteTheRowsOfTheLibraryAndLoadTheModelOnceEach() throws Exception {
        Path target = temporary.resolve("rows");
        Path log = temporary.resolve("events");

        Run run = submit(log, "--model", model.toString(), "--out", target.toString(), photos.toString());

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output()).contains("captioned\t" + Photos.GOOD + "\n", "DAMAGED\t1\n", "UNREADABLE_FILE\t1\n");
        assertThat(target.resolve("_SUCCESS")).exists();
        try (SparkSession session = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            assertThat(Photos.lines(session.read().parquet(target.toString())))
                    .isEqualTo(Photos.linesOfTheLibrary(model, photos));
        }
        assertThat(executorsOfTasks(log)).containsExactly("0", "1");
        assertThat(loadsOfExecutors()).containsExactly(1L, 1L);
    }

    private static Set<String> executorsOfTasks(Path log) throws IOException {
        Set<String> executors = new TreeSet<>();
        for (Path file : below(log)) {
            Matcher matcher = TASK_END.matcher(Files.readString(file));
            while (matcher.find()) {
                executors.add(matcher.group(1));
            }
        }
        return executors;
    }

    private static List<Long> loadsOfExecutors() throws IOException {
        List<Long> loads = new ArrayList<>();
        for (Path file : below(home.resolve("work"))) {
            if (file.endsWith("stderr")) {
                loads.add(Files.readAllLines(file).stream()
                        .filter(line -> line.contains("loading model"))
                        .count());
            }
        }
        return loads;
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
