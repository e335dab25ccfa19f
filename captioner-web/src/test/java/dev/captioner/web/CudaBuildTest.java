package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.TestTags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The CUDA build without its kernels (600 MB): classes of ND4J and JavaCPP and JavaCPP's library for CUDA, which the build copies to
 * target/cuda.
 */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the build for CUDA is one for Linux on x86-64")
@DisabledIf(value = "hasGpu", disabledReason = "this machine has a GPU; the test is about those that have none")
@Tag(TestTags.PROCESS)
class CudaBuildTest {
    static boolean hasGpu() {
        return Files.exists(Path.of("/proc/driver/nvidia"));
    }

    @Test
    void startWithoutAGpuIsExplained() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        "target/cuda/*:" + System.getProperty("java.class.path"),
                        CaptionerApplication.class.getName(),
                        "--server.port=0",
                        "--captioner.home=..")
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(log).isEqualTo(1);
        assertThat(log)
                .contains("this build computes on NVIDIA GPUs and finds none: CUDA cannot be loaded, ")
                .contains("libcuda.so.1: cannot open shared object file")
                .contains("Without a GPU, take the build for CPUs.")
                .doesNotContain("\tat ");
    }
}
