package dev.captioner.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine, driven by Playwright. Tests that want it are skipped, and say so, where there is none. */
final class Chromium implements AutoCloseable {
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

    /** Starts it; {@code -Dcaptioner.chromium=FILE} names one in another place. */
    static Chromium start() {
        Optional<Path> program = Stream.concat(
                        Optional.ofNullable(System.getProperty("captioner.chromium")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "skipped: there is no Chromium at any of " + PLACES);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
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

    /** Opens the page of a service in a window of its own. */
    OpenPage open(RunningService service) {
        return open(service, new Browser.NewContextOptions());
    }

    OpenPage open(RunningService service, Browser.NewContextOptions options) {
        BrowserContext context =
                browser.newContext(options.setPermissions(List.of("clipboard-read", "clipboard-write")));
        return OpenPage.open(context, "http://127.0.0.1:" + service.port());
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
