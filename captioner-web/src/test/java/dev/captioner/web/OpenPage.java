package dev.captioner.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The page in a browser, used as people use it. Closing it checks that it requested nothing elsewhere and logged no errors. */
final class OpenPage implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final String origin;
    private final List<String> elsewhere = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private OpenPage(BrowserContext context, String origin) {
        this.context = context;
        this.origin = origin;
        context.onRequest(request -> {
            if (!request.url().startsWith(origin + "/")) {
                elsewhere.add(request.url());
            }
        });
        page = context.newPage();
        page.setDefaultTimeout(Chromium.HANGING);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            boolean expected = message.text().startsWith("Failed to load resource"); // a problem, which the page shows
            if (List.of("error", "warning").contains(message.type()) && !expected) {
                complaints.add(message.text());
            }
        });
    }

    static OpenPage open(BrowserContext context, String origin) {
        OpenPage opened = new OpenPage(context, origin);
        opened.page.navigate(origin + "/");
        opened.page.bringToFront(); // otherwise the first key press may be lost
        return opened;
    }

    Page page() {
        return page;
    }

    String origin() {
        return origin;
    }

    /** The errors and warnings of the console since the last call. */
    List<String> complaints() {
        List<String> found = List.copyOf(complaints);
        complaints.clear();
        return found;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator words() {
        return page.locator("#caption button");
    }

    Locator captions() {
        return page.locator("#captions .text");
    }

    Locator problem() {
        return page.locator(".problem");
    }

    /** Chooses a photo and waits for its caption. */
    void choose(String sample) {
        choose(Path.of("../samples", sample + ".jpg"));
        waitForCaption();
    }

    void choose(Path file) {
        page.locator("#file").setInputFiles(file);
    }

    /** From now on, keeps what the page sends as a photo; see {@link #sent}. */
    void keepSent() {
        page.evaluate("""
                () => {
                  const unchanged = window.fetch;
                  window.fetch = (address, options) => {
                    window.sent = options?.body?.get?.('image') ?? window.sent;
                    return unchanged(address, options);
                  };
                }
                """);
    }

    /** The photo of the latest request that had one. */
    byte[] sent() {
        return Base64.getDecoder().decode((String) page.evaluate("""
                async () => {
                  const bytes = new Uint8Array(await window.sent.arrayBuffer());
                  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
                }
                """));
    }

    void waitForCaption() {
        page.waitForFunction("() => document.querySelector('#caption').getAttribute('aria-busy') === 'false'");
    }

    /** Asks a question and waits for the answer. */
    Locator ask(String question, String... choices) {
        int before = page.locator(".reply").count();
        page.getByLabel("Question").fill(question);
        page.getByLabel("Answers to choose from").fill(String.join("\n", choices));
        button("Ask").click();
        page.locator(".reply").nth(before).waitFor();
        return page.locator(".reply").first();
    }

    /** The caption: its words, joined by spaces. */
    String caption() {
        return String.join(" ", words().allTextContents());
    }

    /** The text on the clipboard. */
    String copied() {
        return (String) page.evaluate("() => navigator.clipboard.readText()");
    }

    boolean isHeatShown() {
        return page.locator("#heat.shown").count() > 0;
    }

    /** The heat map's pixels. */
    String heat() {
        return (String) page.evaluate("() => document.querySelector('#heat').toDataURL()");
    }

    @Override
    public void close() {
        context.close();
        assertThat(elsewhere).as("requests to other servers").isEmpty();
        assertThat(complaints).as("errors and warnings of the console").isEmpty();
    }
}
