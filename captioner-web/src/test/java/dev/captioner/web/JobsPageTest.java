package dev.captioner.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page for jobs in a real browser. */
@Tag(TestTags.BROWSER)
class JobsPageTest {
    /** Enough photos for a job that runs until it is stopped, however long the browser takes. */
    private static final int MANY = 9000;

    private static final Pattern PROGRESS = Pattern.compile("[1-9]\\d* of " + MANY + " photos.* a second, .* left");

    @TempDir
    Path folder;

    private Chromium chromium;

    @BeforeEach
    void start() {
        chromium = Chromium.start();
    }

    @AfterEach
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private RunningService service(String... settings) {
        return RunningService.start(
                TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering")),
                Stream.concat(Stream.of("captioner.jobs.work=" + folder.resolve("work")), Stream.of(settings))
                        .toList());
    }

    private Path zip(String name, int photos) throws Exception {
        return Files.write(
                folder.resolve(name), new Zip().photos(photos, smallPhoto()).end());
    }

    private static byte[] smallPhoto() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
        return bytes.toByteArray();
    }

    private static Locator jobs(OpenPage page) {
        return page.page().locator(".job");
    }

    private static void open(OpenPage page) {
        page.page().navigate(page.origin() + "/jobs.html");
    }

    private static List<String> lines(Download download) throws Exception {
        return Files.readAllLines(download.path());
    }

    @Test
    void jobsAreStartedWatchedStoppedAndRemovedAndResultsDownloaded() throws Exception {
        try (RunningService service = service();
                OpenPage page = chromium.open(service)) {
            page.page().getByText("Caption many photos").click();
            page.page().getByText("There are no jobs.").waitFor();
            page.button("Start").click();
            assertThat(page.problem()).containsText("Choose a ZIP");

            page.page().getByLabel("ZIP archive of photos").setInputFiles(zip("many.zip", MANY));
            page.button("Start").click();
            assertThat(jobs(page)).containsText("many.zip is running");
            assertThat(jobs(page).locator(".note")).containsText(PROGRESS);
            String before = jobs(page).locator(".note").textContent();
            assertThat(jobs(page).locator(".note")).not().hasText(before); // updated without a click
            page.button("Stop many.zip").click();
            assertThat(jobs(page)).containsText("many.zip was stopped");
            assertThat(page.page().locator("#status")).hasText("many.zip was stopped.");
            page.button("Remove many.zip").click();
            page.page().getByText("There are no jobs.").waitFor();

            page.page().getByLabel("ZIP archive of photos").setInputFiles(zip("few.zip", 2));
            page.page().getByLabel("Questions about each photo").fill("is it red?\n\nwhat is it?");
            page.page().getByLabel("File name pattern").fill("*1.jpg");
            page.button("Start").click();
            assertThat(jobs(page)).containsText("few.zip is complete");
            assertThat(jobs(page)).containsText("1 of 1 photos, 1 other file left out, 2 questions");
            Download results = page.page()
                    .waitForDownload(() -> jobs(page).getByText("Results").click());
            assertThat(lines(results)).singleElement().asString().contains("photo-0001.jpg", "is it red?");
        }
    }

    @Test
    void rejectionsAreShownBesideTheForm() throws Exception {
        try (RunningService service = service();
                OpenPage page = chromium.open(service)) {
            open(page);
            page.page().getByLabel("Or a folder").fill("somewhere");
            page.button("Start").click();
            assertThat(page.page().locator("#start-problem")).containsText("captioner.jobs.root");
            page.page().getByLabel("Or a folder").fill("");
            page.page()
                    .getByLabel("ZIP archive of photos")
                    .setInputFiles(Files.writeString(folder.resolve("a.zip"), "no ZIP"));
            page.button("Start").click();
            assertThat(page.page().locator("#start-problem")).containsText("Expected a ZIP");
            // A name is text, whatever it is.
            page.page()
                    .getByLabel("ZIP archive of photos")
                    .setInputFiles(Files.copy(zip("plain.zip", 1), folder.resolve("<img src=x onerror=alert(1)>.zip")));
            page.button("Start").click();
            assertThat(jobs(page)).containsText("<img src=x onerror=alert(1)>.zip is complete");
            assertThat(jobs(page).locator("img").count()).isZero();
        }
    }

    @Test
    void keyIsRequestedAndSentWithDownloads() throws Exception {
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("secret".getBytes(StandardCharsets.UTF_8)));
        try (RunningService service = service("captioner.security.keys.me=" + hash);
                OpenPage page = chromium.open(service)) {
            open(page);
            page.page().getByLabel("API key").fill("secret");
            page.button("Use this key").click();
            page.page().getByText("There are no jobs.").waitFor();
            page.page().getByLabel("ZIP archive of photos").setInputFiles(zip("few.zip", 2));
            page.button("Start").click();
            assertThat(jobs(page)).containsText("few.zip is complete");
            Download report = page.page()
                    .waitForDownload(() -> jobs(page).getByText("Report").click());
            assertThat(lines(report)).singleElement().asString().contains("\"captioned\":2");
        }
    }

    @ParameterizedTest
    @CsvSource({"320, LIGHT", "320, DARK", "1280, LIGHT", "1280, DARK"})
    void hasNoAccessibilityViolations(int width, ColorScheme scheme) throws Exception {
        try (RunningService service = service();
                OpenPage page = chromium.open(
                        service,
                        new Browser.NewContextOptions()
                                .setViewportSize(width, 800)
                                .setColorScheme(scheme))) {
            open(page);
            page.button("Start").click();
            page.problem().waitFor();
            assertThat(PageAccessibilityTest.violations(page))
                    .as("with a problem")
                    .isEmpty();
            page.page().getByLabel("ZIP archive of photos").setInputFiles(zip("few.zip", 1));
            page.button("Start").click();
            assertThat(jobs(page)).containsText("few.zip is complete");
            page.page().getByLabel("ZIP archive of photos").setInputFiles(zip("many.zip", MANY));
            page.button("Start").click();
            page.page().getByText(PROGRESS, new Page.GetByTextOptions()).waitFor();
            assertThat(PageAccessibilityTest.violations(page)).as("with jobs").isEmpty();
            assertThat(page.page().evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            page.page().evaluate("() => document.dispatchEvent(new CustomEvent('key-needed'))");
            assertThat(PageAccessibilityTest.violations(page))
                    .as("when a key is asked for")
                    .isEmpty();
        }
    }
}
