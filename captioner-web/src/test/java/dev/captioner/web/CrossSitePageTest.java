package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.sun.net.httpserver.HttpServer;
import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of another origin, in a real browser, that tries to use the service of the browser's user. */
@Tag(TestTags.BROWSER)
class CrossSitePageTest {
    private static final String PAGE = """
            <!doctype html><title>evil</title><script>
            (async () => {
              const zip = await (await fetch('/small.zip')).blob();
              const form = new FormData();
              form.append('archive', new File([zip], 'from-evil-site.zip'));
              try {
                await fetch('http://127.0.0.1:8080/jobs', { method: 'POST', mode: 'no-cors', body: form });
                document.title = 'posted';
              } catch (e) {
                document.title = 'blocked ' + e;
              }
            })()
            </script>""";

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
                TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")),
                Stream.concat(Stream.of("captioner.jobs.work=" + folder.resolve("work")), Stream.of(settings))
                        .toList());
    }

    /** Serves a page and a small ZIP from another port, which is another origin. */
    private HttpServer site(String page) throws Exception {
        byte[] zip = new Zip().photos(1, Samples.bytes("flower")).end();
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] body =
                    exchange.getRequestURI().getPath().endsWith(".zip") ? zip : page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", body == zip ? "application/zip" : "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        site.start();
        return site;
    }

    private void assertStartsNoJob(String page) throws Exception {
        try (RunningService service = service()) {
            HttpServer site = site(page.replace("http://127.0.0.1:8080", "http://127.0.0.1:" + service.port()));
            try (BrowserContext context = chromium.newContext(new Browser.NewContextOptions())) {
                Page visited = context.newPage();
                visited.setDefaultTimeout(Chromium.HANGING);
                visited.navigate("http://localhost:" + site.getAddress().getPort() + "/");
                visited.waitForFunction("() => document.title !== 'evil'"); // the request has ended
                assertThat(service.metric("captioner_refusals_total{reason=\"foreign-origin\"}"))
                        .isEqualTo(1);
                assertThat(service.send(service.request("/jobs")).body()).isEqualTo("{\"jobs\":[]}");
            } finally {
                site.stop(0);
            }
        }
    }

    @Test
    void aPageOfAnotherOriginStartsNoJob() throws Exception {
        assertStartsNoJob(PAGE);
    }

    @Test
    @Tag(TestTags.DATA)
    void thePageThatStartedAJobOnceStartsNone() throws Exception {
        assertStartsNoJob(Files.readString(SharedData.require("faults/cross-site-job.html")));
    }

    @Test
    void aPageOfAnAllowedOriginReadsCaptions() throws Exception {
        HttpServer site = site("<!doctype html><title>friend</title>");
        String origin = "http://localhost:" + site.getAddress().getPort();
        try (RunningService service = service(
                        "captioner.cors.origins=" + origin,
                        "captioner.security.keys.me=" + SecurityTest.sha256("secret"));
                BrowserContext context = chromium.newContext(new Browser.NewContextOptions())) {
            Page visited = context.newPage();
            visited.navigate(origin + "/");
            Object text = visited.evaluate(
                    "async url => (await fetch(url, { headers: { Authorization: 'Bearer secret' } })).text()",
                    "http://127.0.0.1:" + service.port() + "/models");
            assertThat(text.toString()).contains("\"models\"");
        } finally {
            site.stop(0);
        }
    }

    @Test
    void theKeyIsAskedForOnceInAllPagesOfATabAlsoBelowAPath() throws Exception {
        try (RunningService service = service(
                        "server.servlet.context-path=/photos",
                        "captioner.security.keys.me=" + SecurityTest.sha256("secret"));
                BrowserContext context = chromium.newContext(new Browser.NewContextOptions())) {
            String origin = "http://127.0.0.1:" + service.port();
            Page page = context.newPage();
            page.setDefaultTimeout(Chromium.HANGING);
            page.navigate(origin + "/photos/");
            page.getByLabel("API key").fill("wrong");
            page.getByText("Use this key").click();
            page.getByText("The service rejected this key.").waitFor();
            page.getByLabel("API key").fill("secret");
            page.getByText("Use this key").click();
            page.locator("#key-form").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));

            page.getByText("Caption many photos").click();
            page.getByText("There are no jobs.").waitFor();
            assertThat(page.locator("#key-form").isVisible()).isFalse();
            page.reload();
            page.getByText("There are no jobs.").waitFor();

            Page other = context.newPage(); // another tab has to ask, since the key was not to be remembered
            other.setDefaultTimeout(Chromium.HANGING);
            other.navigate(origin + "/photos/jobs.html");
            other.getByLabel("API key").fill("secret");
            other.getByLabel("Remember the key in this browser").check();
            other.getByText("Use this key").click();
            other.getByText("There are no jobs.").waitFor();
            Page third = context.newPage();
            third.setDefaultTimeout(Chromium.HANGING);
            third.navigate(origin + "/photos/jobs.html");
            third.getByText("There are no jobs.").waitFor();
            assertThat(third.locator("#key-form").isVisible()).isFalse();
        }
    }
}
