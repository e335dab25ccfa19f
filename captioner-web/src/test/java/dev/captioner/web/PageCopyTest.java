package dev.captioner.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The commands that the page copies, run in a shell with curl, and the API key that the page requests. */
@Tag(TestTags.BROWSER)
@Tag(TestTags.PROCESS)
class PageCopyTest {
    private static final String KEY = "a key of letters & signs'";

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static RunningService open;
    private static RunningService locked;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        Path model = TinyModel.EIGHTEEN_WORDS.writeAnswering(folder.resolve("answering"));
        open = RunningService.start(model);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key().getBytes(UTF_8)));
        locked = RunningService.start(model, List.of("captioner.security.keys.shop=" + hash));
    }

    private static String key() {
        return KEY.replace(" ", "-");
    }

    @AfterAll
    static void stop() {
        if (locked != null) {
            open.close();
            locked.close();
            chromium.close();
        }
    }

    private record Ended(int code, String output, String errors) {}

    private static Ended shell(String command, Path where, Map<String, String> variables) throws Exception {
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder("sh").directory(where.toFile()).redirectError(errors.toFile());
        builder.environment().putAll(variables);
        Process shell = builder.start();
        try (var input = shell.outputWriter(UTF_8)) {
            input.write(command);
        }
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        return new Ended(shell.waitFor(), output, Files.readString(errors));
    }

    private static String lasting(String json) {
        ObjectNode answer = (ObjectNode) new JsonMapper().readTree(json);
        assertThat(answer.has("timings")).as(json).isTrue();
        answer.remove("timings");
        return answer.toString();
    }

    private static Locator copy(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The copied JSON and the output of both copied commands are the same response. */
    private static void assertCommandsGiveTheAnswer(OpenPage page, Locator within, Path where) throws Exception {
        copy(within, "Copy JSON").click();
        assertThat(within.locator(".told")).hasText("Copied the response.");
        String json = page.copied();
        copy(within, "Copy curl").click();
        assertThat(within.locator(".told")).hasText("Copied a command that contains the photo.");
        Ended withPhoto = shell(page.copied(), folder, Map.of());
        copy(within, "Copy curl, photo by name").click();
        assertThat(within.locator(".told")).containsText("Run it in the folder");
        Ended byName = shell(page.copied(), where, Map.of());

        assertThat(withPhoto.errors()).isEmpty();
        assertThat(lasting(withPhoto.output())).isEqualTo(lasting(json));
        assertThat(byName.errors()).isEmpty();
        assertThat(lasting(byName.output())).isEqualTo(lasting(json));
    }

    @Test
    void captionCommandGivesTheCaptions() throws Exception {
        try (OpenPage page = chromium.open(open)) {
            page.choose("chelsea");
            page.page().getByLabel("Required words").fill("dog, red ball");
            page.page().getByLabel("Excluded words").fill("cat");
            page.button("Caption again").click();
            page.waitForCaption();
            assertCommandsGiveTheAnswer(page, page.page().locator("#caption-copy"), Path.of("../samples"));
        }
    }

    @Test
    void questionCommandGivesTheAnswersWithAnyCharacters() throws Exception {
        String name = "-it's \"a\"; $(photo), \\ `of` 커피.jpg";
        Path where = Files.createDirectories(folder.resolve("photos"));
        Files.copy(Path.of("../samples/coffee.jpg"), where.resolve(name));
        try (OpenPage page = chromium.open(open)) {
            page.choose(where.resolve(name));
            page.waitForCaption();
            Locator plain = page.ask("<@is $HOME 'a' \"cat\" & `red` \\ 커피?");
            assertCommandsGiveTheAnswer(page, plain, where);
            Locator chosen = page.ask("@What is it?", "it's a cat; or", "<the dog>", "100 % \"red\"");
            assertCommandsGiveTheAnswer(page, chosen, where);
        }
    }

    @Test
    void keyIsRequestedAndNeverCopied() throws Exception {
        try (OpenPage page = chromium.open(locked)) {
            Locator key = page.page().getByLabel("API key");
            assertThat(key).isFocused();
            key.fill("another");
            page.button("Use this key").click();
            assertThat(page.page().locator("#key-problem")).hasText("The service rejected this key.");
            key.fill("no key \u2603");
            page.button("Use this key").click();
            assertThat(page.page().locator("#key-problem")).containsText("letters, digits and punctuation");
            page.choose(Path.of("../samples/chelsea.jpg"));
            key.fill(key());
            page.page().keyboard().press("Enter");
            page.words().first().waitFor(); // the photo chosen in the meantime
            page.waitForCaption();
            assertThat(key).isHidden();
            page.ask("Is it red?");

            Locator within = page.page().locator("#caption-copy");
            copy(within, "Copy JSON").click();
            assertThat(within.locator(".told")).hasText("Copied the response.");
            String json = page.copied();
            copy(within, "Copy curl").click();
            assertThat(within.locator(".told")).containsText("CAPTIONER_KEY");
            String command = page.copied();
            assertThat(command).doesNotContain(key());
            assertThat(lasting(shell(command, folder, Map.of("CAPTIONER_KEY", key()))
                            .output()))
                    .isEqualTo(lasting(json));
            assertThat(shell(command, folder, Map.of()).errors()).contains("set it to your key");
        }
    }
}
