package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.Await;
import dev.captioner.testing.ListeningProcess;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.supply.Advisories;
import dev.captioner.testing.supply.Library;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class path of the service, which Maven lists in target/libraries: what is not on it cannot be attacked. */
@Tag(TestTags.PROCESS)
class ServiceLibrariesTest {
    /** Packages of Deeplearning4j, of the old versions of other libraries that are copied into its jars, and of HDF5. */
    private static final List<String> ABSENT =
            List.of("org.nd4j.", "org.deeplearning4j.", "org.datavec.", "org.bytedeco.hdf5.");

    @TempDir
    Path folder;

    private static List<Library> libraries() throws Exception {
        return Library.listedIn(Path.of("target/libraries"));
    }

    /** The service as it is deployed: without the libraries of the tests. */
    private static String classPath() throws Exception {
        return Stream.concat(
                        Stream.of(Path.of("target/classes")),
                        libraries().stream().map(Library::file))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void noneHasAKnownVulnerability() throws Exception {
        assertThat(Advisories.read().of(libraries()))
                .as("vulnerabilities of release/advisories.tsv in the service")
                .isEmpty();
    }

    @Test
    void captionsAnswersAndJobsNeedNoClassOfDeeplearning4j() throws Exception {
        Path classes = folder.resolve("classes");
        byte[] photo = Samples.bytes("chelsea");
        try (ServiceProcess service = ServiceProcess.start(
                classPath(),
                ListeningProcess.freePort(),
                folder.resolve("log"),
                Map.of(),
                List.of("-Xlog:class+load=info:file=" + classes),
                List.of("captioner.jobs.work=" + folder.resolve("jobs")))) {
            assertThat(service.caption(photo)).contains("cat");
            assertThat(service.ask(photo, "What animal is this?")).contains("cat");
            String job = service.beginJob(new Zip().entry("cat.jpg", photo).end());
            Await.until(() -> service.get("/jobs/" + job).contains("complete"), service::log);
        }
        List<String> loaded = Files.readAllLines(classes);
        assertThat(loaded).as("the log of loaded classes").anyMatch(line -> line.contains("dev.captioner.Captioner "));
        assertThat(loaded).noneMatch(line -> ABSENT.stream().anyMatch(name -> line.contains("] " + name)));
    }

    @Test
    void aModelThatNeedsDeeplearning4jIsExplained() throws Exception {
        Path log = folder.resolve("log");
        try (ServiceProcess service = ServiceProcess.start(
                classPath(),
                ListeningProcess.freePort(),
                log,
                Map.of(),
                List.of("-Dcaptioner.encoder=graph"),
                List.of())) {
            assertThat(service.process().waitFor()).isEqualTo(1);
        }
        assertThat(Files.readString(log))
                .contains("the backend graph of the encoder needs Deeplearning4j, which is not on the class path")
                .contains("CAPTIONER_DEEPLEARNING4J=true");
    }
}
