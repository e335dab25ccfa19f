package dev.captioner.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** axe-core, which checks WCAG automatically as far as possible, finds no violation in any state of the page. */
@Tag(TestTags.BROWSER)
class PageAccessibilityTest {
    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static RunningService service;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        service = RunningService.start(TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering")));
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
            chromium.close();
        }
    }

    /** One line per element that violates a rule in the current state of the page. */
    @SuppressWarnings("unchecked")
    static List<String> violations(OpenPage page) throws IOException {
        try (InputStream script = PageAccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            page.page().evaluate(new String(Objects.requireNonNull(script).readAllBytes(), UTF_8));
        }
        return (List<String>) page.page().evaluate("""
                        async () => (await axe.run()).violations.flatMap(rule =>
                          rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`))
                        """);
    }

    @ParameterizedTest
    @CsvSource({"320, LIGHT", "320, DARK", "1280, LIGHT", "1280, DARK"})
    void hasNoViolations(int width, ColorScheme scheme) throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.jpg"), "no photo");
        try (OpenPage page = chromium.open(
                service,
                new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme))) {
            assertThat(violations(page)).as("without a photo").isEmpty();
            page.choose(bad);
            page.problem().waitFor();
            assertThat(violations(page)).as("with a problem").isEmpty();
            page.choose("chelsea");
            page.ask("What is snorgling?", "a cat", "a dog");
            page.button("Attention map").click();
            page.words().first().click();
            page.button("Copy JSON").first().click();
            page.page().locator("summary").click();
            page.page().locator("#card pre").waitFor();
            assertThat(violations(page)).as("with all there is").isEmpty();
            page.page().evaluate("() => document.dispatchEvent(new CustomEvent('key-needed'))");
            assertThat(violations(page)).as("when a key is asked for").isEmpty();
        }
    }

    @Test
    void violationsAreFound() throws Exception {
        try (OpenPage page = chromium.open(service)) {
            page.page().evaluate("() => document.querySelector('#file-label').remove()");
            assertThat(violations(page)).anySatisfy(line -> assertThat(line).startsWith("label:"));
        }
    }
}
