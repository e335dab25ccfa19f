package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.captioner.testing.TestTags;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes the screenshots in docs/screenshots; runs only with {@code -Dpage.screenshots=true}. */
@EnabledIfSystemProperty(named = "page.screenshots", matches = "true")
@Tag(TestTags.BROWSER)
class PageScreenshotsTest {
    private static final Path FOLDER = Path.of("../docs/screenshots");

    @Test
    void takeScreenshots() throws Exception {
        Files.createDirectories(FOLDER);
        try (Chromium chromium = Chromium.start();
                RunningService service = RunningService.start(Path.of("../pretrained/captions"))) {
            take(chromium, service, "page.png", 1180, 1150, ColorScheme.LIGHT);
            take(chromium, service, "page-dark-narrow.png", 320, 900, ColorScheme.DARK);
        }
    }

    private static void take(
            Chromium chromium, RunningService service, String name, int width, int height, ColorScheme scheme)
            throws Exception {
        try (OpenPage page = chromium.open(
                service,
                new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme))) {
            page.choose("chelsea");
            page.ask("What animal is this?");
            page.words()
                    .filter(new Locator.FilterOptions().setHasText("cat"))
                    .first()
                    .click();
            page.page().evaluate("() => scrollTo(0, 0)");
            page.page().mouse().move(1, 1);
            page.page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name)));
            assertThat(Files.size(FOLDER.resolve(name))).isLessThan(450_000);
        }
    }
}
