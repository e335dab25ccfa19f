package dev.captioner.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of this machine, driven by Playwright. Tests that need it are skipped on machines without one.
 *
 * <p>No test depends on the speed of the machine: pages prefer reduced motion, so nothing on them moves by itself, and every wait
 * ends when its condition holds. {@link #HANGING} only ends a test whose condition never holds.
 */
final class Chromium implements AutoCloseable {
    /** Milliseconds after which a wait fails; far longer than any wait on a loaded machine. */
    static final double HANGING = 300_000;

    private static final List<String> PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; {@code -Dcaptioner.chromium=FILE} names one elsewhere. */
    static Chromium start() {
        Optional<Path> program = Stream.concat(
                        Optional.ofNullable(System.getProperty("captioner.chromium")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "skipped: there is no Chromium at any of " + PLACES);
        PlaywrightAssertions.setDefaultAssertionTimeout(HANGING);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setTimeout(HANGING)
                                .setExecutablePath(program.get())
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync"))));
    }

    /** Opens the page of a service in its own browser context. */
    OpenPage open(RunningService service) {
        return open(service, new Browser.NewContextOptions());
    }

    /** Opens it with other options; the page prefers reduced motion unless they say otherwise. */
    OpenPage open(RunningService service, Browser.NewContextOptions options) {
        options.setPermissions(List.of("clipboard-read", "clipboard-write"));
        if (options.reducedMotion == null) {
            options.setReducedMotion(ReducedMotion.REDUCE);
        }
        BrowserContext context = browser.newContext(options);
        return OpenPage.open(context, "http://127.0.0.1:" + service.port());
    }

    /** A new browser context, without a page. */
    BrowserContext newContext(Browser.NewContextOptions options) {
        return browser.newContext(options);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
