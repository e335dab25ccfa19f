package dev.captioner.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page with the published model, in a real browser. */
@Tag(TestTags.BROWSER)
class PageTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static RunningService service;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        service = RunningService.start(Path.of("../pretrained/captions"));
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
            chromium.close();
        }
    }

    /** The response of the service to a request of the test, not of the page. */
    private static JsonNode answer(String path, Multipart form) throws Exception {
        HttpResponse<String> response = service.send(service.multipart(path, form.end()));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static Multipart form(byte[] photo) {
        return new Multipart().file("image", "photo", "application/octet-stream", photo);
    }

    private static JsonNode captions(byte[] photo) throws Exception {
        return answer("/caption", form(photo).field("nBest", "5")).get("captions");
    }

    private static List<String> texts(JsonNode captions) {
        return StreamSupport.stream(captions.spliterator(), false)
                .map(caption -> caption.get("text").stringValue())
                .toList();
    }

    private static String minus(double logarithm) {
        return String.format(Locale.ROOT, "%.2f", logarithm).replace('-', '\u2212');
    }

    @Test
    void aChosenPhotoGetsTheServicesCaptions() throws Exception {
        JsonNode expected = captions(Samples.bytes("chelsea"));
        try (OpenPage page = chromium.open(service)) {
            page.choose("chelsea");

            assertThat(page.caption()).isEqualTo(expected.get(0).get("text").stringValue());
            assertThat(page.captions().allTextContents()).isEqualTo(texts(expected));
            assertThat(page.page().locator("#captions .number").allTextContents())
                    .isEqualTo(StreamSupport.stream(expected.spliterator(), false)
                            .map(caption -> minus(caption.get("logProbability").doubleValue()))
                            .toList());
            assertThat(page.page().locator("#scores").textContent())
                    .contains("log-probability "
                            + minus(expected.get(0).get("logProbability").doubleValue()));
            assertThat(page.page().locator("#status").textContent())
                    .isEqualTo("Caption: " + expected.get(0).get("text").stringValue() + ".");
        }
    }

    @Test
    void aDroppedPhotoIsTaken() throws Exception {
        try (OpenPage page = chromium.open(service)) {
            JsonObject drag = JsonParser.parseString("{x: 300, y: 300, data: {items: [], dragOperationsMask: 1}}")
                    .getAsJsonObject();
            drag.getAsJsonObject("data")
                    .add(
                            "files",
                            JsonParser.parseString(JSON.writeValueAsString(List.of(Path.of("../samples/flower.jpg")
                                    .toRealPath()
                                    .toString()))));
            var session = page.page().context().newCDPSession(page.page());
            for (String type : List.of("dragEnter", "dragOver", "drop")) {
                drag.addProperty("type", type);
                session.send("Input.dispatchDragEvent", drag);
            }
            page.words().first().waitFor();
            page.waitForCaption();

            assertThat(page.captions().allTextContents()).isEqualTo(texts(captions(Samples.bytes("flower"))));
        }
    }

    @Test
    void aPastedPhotoIsTaken() throws Exception {
        byte[] png = png(ImageIO.read(Path.of("../samples/coffee.jpg").toFile()));
        try (OpenPage page = chromium.open(service)) {
            page.page().evaluate("""
                            async base64 => {
                              const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
                              const item = new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) });
                              await navigator.clipboard.write([item]);
                            }
                            """, Base64.getEncoder().encodeToString(png));
            page.page().keyboard().press("Control+V");
            page.words().first().waitFor();
            page.waitForCaption();

            assertThat(page.captions().allTextContents()).isEqualTo(texts(captions(png)));
            assertThat(page.button("Copy curl, photo by name").count())
                    .as("what was pasted has no file that a command could name")
                    .isZero();
        }
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void heatMapShowsTheWordUnderThePointer() throws Exception {
        JsonNode words = captions(Samples.bytes("chelsea")).get(0).get("words");
        try (OpenPage page = chromium.open(service)) {
            page.choose("chelsea");
            assertThat(page.isHeatShown()).isFalse();
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                page.words().nth(i).hover();
                assertThat(page.isHeatShown()).isTrue();
                assertHottestWhereAttentionIsHighest(page, words.get(i).get("attention"));
                assertThat(page.page().locator("#reading").textContent())
                        .startsWith("\u201c" + words.get(i).get("text").stringValue() + "\u201d");
                seen.add(page.heat());
            }
            assertThat(seen).doesNotHaveDuplicates();
            page.page().mouse().move(1, 1);
            assertThat(page.isHeatShown()).isFalse();
        }
    }

    /** Compares the centres of the cells with the highest and the lowest attention. */
    private static void assertHottestWhereAttentionIsHighest(OpenPage page, JsonNode grid) {
        int size = grid.size();
        int most = 0;
        int least = 0;
        for (int i = 0; i < size * size; i++) {
            most = share(grid, i) > share(grid, most) ? i : most;
            least = share(grid, i) < share(grid, least) ? i : least;
        }
        assertThat(red(page, size, most)).isGreaterThan(red(page, size, least) + 20);
    }

    private static double share(JsonNode grid, int place) {
        return grid.get(place / grid.size()).get(place % grid.size()).doubleValue();
    }

    private static int red(OpenPage page, int size, int place) {
        int row = place / size;
        int column = place % size;
        return (Integer) page.page().evaluate("""
                        ([x, y]) => {
                          const { width, height } = document.querySelector('#heat');
                          const copy = new OffscreenCanvas(width, height).getContext('2d');
                          copy.drawImage(document.querySelector('#heat'), 0, 0);
                          return copy.getImageData(x * width, y * height, 1, 1).data[0];
                        }
                        """, List.of((column + 0.5) / size, (row + 0.5) / size));
    }

    @Test
    void heatMapFollowsTheFocusAndStaysWithASelectedWord() {
        try (OpenPage page = chromium.open(service)) {
            page.choose("chelsea");
            page.words().first().focus();
            String first = page.heat();
            page.page().keyboard().press("ArrowRight");
            assertThat(page.words().nth(1)).isFocused();
            String second = page.heat();
            assertThat(second).isNotEqualTo(first);
            page.page().keyboard().press("End");
            assertThat(page.words().last()).isFocused();
            page.page().keyboard().press("Home");
            assertThat(page.heat()).isEqualTo(first);
            page.page().keyboard().press("Enter");
            page.page().keyboard().press("Tab"); // to the buttons of the word
            assertThat(page.isHeatShown()).isTrue();
            assertThat(page.heat()).isEqualTo(first);
            page.words().nth(1).hover();
            assertThat(page.heat()).isEqualTo(second);
            page.page().mouse().move(1, 1);
            assertThat(page.heat()).isEqualTo(first);
            page.words().first().focus();
            page.page().keyboard().press("Escape");
            page.page().keyboard().press("Tab");
            assertThat(page.isHeatShown()).isFalse();
        }
    }

    @Test
    void wordsOfAnotherCaptionCanBeInspected() {
        try (OpenPage page = chromium.open(service)) {
            page.choose("china");
            String third = page.captions().nth(2).textContent();
            assertThat(page.caption()).isNotEqualTo(third);
            page.captions().nth(2).click();
            assertThat(page.caption()).isEqualTo(third);
            page.words().last().hover();
            assertThat(page.isHeatShown()).isTrue();
        }
    }

    @Test
    void wordsAreRequiredAndExcluded() throws Exception {
        try (OpenPage page = chromium.open(service)) {
            page.choose("chelsea");
            page.page().getByLabel("Required words").fill("dog, on a");
            page.page().getByLabel("Excluded words").fill("sitting , cat");
            page.page()
                    .getByLabel("Captions", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("3");
            page.button("Caption again").click();
            page.waitForCaption();

            assertThat(page.captions().allTextContents())
                    .isEqualTo(texts(answer(
                                    "/caption",
                                    form(Samples.bytes("chelsea"))
                                            .field("nBest", "3")
                                            .field("include", "dog")
                                            .field("include", "on a")
                                            .field("exclude", "sitting")
                                            .field("exclude", "cat"))
                            .get("captions")))
                    .hasSize(3)
                    .allSatisfy(text -> assertThat(text)
                            .containsPattern("\\bdog\\b")
                            .contains("on a")
                            .doesNotContainPattern("\\b(cat|sitting)\\b"));
        }
    }

    @Test
    void aSelectedWordCanBeExcluded() {
        try (OpenPage page = chromium.open(service)) {
            page.choose("chelsea");
            String word = page.words().last().textContent();
            page.words().last().click();
            page.button("Caption without \u201c" + word + "\u201d").click();
            page.waitForCaption();

            assertThat(page.page().getByLabel("Excluded words")).hasValue(word);
            assertThat(page.captions().allTextContents())
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).doesNotContainPattern("\\b" + Pattern.quote(word) + "\\b"));
            assertThat(page.words().first()).isFocused(); // focus does not vanish with the button
        }
    }

    @Test
    void impossibleConstraintsAreExplained() {
        try (OpenPage page = chromium.open(service)) {
            page.choose("chelsea");
            page.page().getByLabel("Required words").fill("cat");
            page.page().getByLabel("Excluded words").fill("cat");
            page.page().keyboard().press("Enter");
            assertThat(page.problem()).containsText("cat");
            assertThat(page.page().locator("#captions")).isHidden();
            assertThat(page.words()).hasCount(0);
        }
    }

    @Test
    void aQuestionGetsTheServicesAnswers() throws Exception {
        JsonNode expected = answer("/vqa", form(Samples.bytes("chelsea")).field("question", "What animal is this?"));
        try (OpenPage page = chromium.open(service)) {
            page.choose("chelsea");
            Locator reply = page.ask("What animal is this?");

            assertThat(reply.locator(".answer"))
                    .hasText(expected.at("/answers/0/text").stringValue());
            assertThat(reply.locator(".text").allTextContents())
                    .isEqualTo(expected.get("answers").findValuesAsString("text"));
            assertThat(reply.locator(".number").first())
                    .containsText(String.format(
                            Locale.ROOT,
                            "%.0f %%",
                            100 * expected.at("/answers/0/probability").doubleValue()));
            assertThat(page.isHeatShown()).isFalse();
            page.button("Attention map").click();
            assertThat(page.isHeatShown()).isTrue();
            assertHottestWhereAttentionIsHighest(page, expected.at("/attention/photo"));
            page.button("Attention map").click();
            assertThat(page.isHeatShown()).isFalse();
        }
    }

    @Test
    void choicesAreRankedAndUnknownWordsNamed() {
        try (OpenPage page = chromium.open(service)) {
            page.choose("chelsea");
            Locator reply = page.ask("Is it snorgling?", "a dog, or two", "a cat");

            assertThat(reply.locator(".text").allTextContents()).containsExactlyInAnyOrder("a dog, or two", "a cat");
            double sum = reply.locator(".number").allTextContents().stream()
                    .mapToDouble(text -> Double.parseDouble(text.split("\u00a0", 2)[0]))
                    .sum();
            assertThat(sum).isCloseTo(100, within(1.0));
            assertThat(reply.locator(".remark").last()).containsText("\u201csnorgling\u201d");
        }
    }

    @Test
    void abstentionIsShown() throws Exception {
        String question = "What is the name of this person?";
        JsonNode expected = answer("/vqa", form(Samples.bytes("coffee")).field("question", question));
        assertThat(expected.get("abstained").booleanValue()).isTrue(); // nobody is in the photo
        try (OpenPage page = chromium.open(service)) {
            page.choose("coffee");
            Locator reply = page.ask(question);
            assertThat(reply.locator(".answer")).hasText("The model abstains.");
            assertThat(page.page().locator("#status"))
                    .containsText(
                            "Its best guess: " + expected.at("/answers/0/text").stringValue());
        }
    }

    @Test
    void aBadFileIsExplainedAndTheNextOneTaken() throws Exception {
        Path bad = Files.writeString(folder.resolve("notes.jpg"), "no photo <b>at all</b>");
        JsonNode problem =
                JSON.readTree(service.caption(Files.readAllBytes(bad)).body());
        try (OpenPage page = chromium.open(service)) {
            page.choose(bad);
            assertThat(page.problem()).containsText(problem.get("title").stringValue());
            assertThat(page.problem())
                    .containsText(problem.get("detail").stringValue().substring(1));
            assertThat(page.page().locator("#unseen")).isVisible();
            page.choose("rocket");
            assertThat(page.problem()).hasCount(0);
            assertThat(page.caption()).isNotEmpty();
        }
    }

    @Test
    void anEmptyQuestionIsExplained() {
        try (OpenPage page = chromium.open(service)) {
            page.choose("rocket");
            page.button("Ask").click();
            assertThat(page.problem()).containsText("question");
        }
    }

    @Test
    void unreachableServerIsNamed() {
        try (RunningService other = RunningService.start(TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")));
                OpenPage page = chromium.open(other)) {
            page.choose("rocket");
            assertThat(page.page().getByText("does not answer questions")).isVisible();
            assertThat(page.page().getByLabel("Question")).isHidden();
            other.stop();
            page.choose(Path.of("../samples/coffee.jpg"));
            assertThat(page.problem()).containsText("The server cannot be reached");
            assertThat(page.problem()).containsText(page.origin());
            page.button("Try again").click();
            assertThat(page.problem()).containsText("The server cannot be reached");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void photoIsRotatedAsTheEncoderSeesIt(int orientation) throws Exception {
        Path turned = Files.write(folder.resolve("turned.jpg"), turned(Samples.bytes("china"), orientation));
        Photo expected = new PhotoReader().read(turned);
        try (OpenPage page = chromium.open(service)) {
            page.choose(turned);
            page.waitForCaption();
            assertIsShown(page, expected, 12);
        }
    }

    /** The same photo with an EXIF segment that has an orientation. */
    private static byte[] turned(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0, // segment of 34 bytes
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8, // TIFF, big endian
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0, // one entry: orientation
            0,
            0,
            0,
            0
        };
        byte[] result = new byte[jpeg.length + exif.length];
        System.arraycopy(jpeg, 0, result, 0, 2);
        System.arraycopy(exif, 0, result, 2, exif.length);
        System.arraycopy(jpeg, 2, result, 2 + exif.length, jpeg.length - 2);
        return result;
    }

    @Test
    void aSmallPhotoIsSentAsItIs() throws Exception {
        try (OpenPage page = chromium.open(service)) {
            page.keepSent();
            page.choose("chelsea");

            assertThat(page.sent()).isEqualTo(Samples.bytes("chelsea"));
            assertThat(page.page().locator("#facts")).hasText("chelsea.jpg, 451 \u00d7 300 pixels, 35\u00a0kB");
        }
    }

    @Test
    void aLargePhotoIsSentSmallerAndUpright() throws Exception {
        BufferedImage china = ImageIO.read(Path.of("../samples/china.jpg").toFile());
        BufferedImage large = new BufferedImage(3000, 2000, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = large.createGraphics();
        graphics.drawImage(china, 0, 0, 3000, 2000, null);
        graphics.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(large, "jpg", jpeg);
        Path file = Files.write(folder.resolve("camera.jpg"), turned(jpeg.toByteArray(), 6));
        try (OpenPage page = chromium.open(service)) {
            page.keepSent();
            page.choose(file);
            page.waitForCaption();

            Photo sent = new PhotoReader().read(page.sent());
            assertThat(List.of(sent.width(), sent.height())).containsExactly(1365, 2048);
            assertIsShown(page, sent, 3);
            assertThat(page.page().locator("#facts"))
                    .containsText("camera.jpg, 2000 \u00d7 3000 pixels, "
                            + String.format(Locale.ROOT, "%.0f\u00a0kB", Files.size(file) / 1e3));
            assertThat(page.page().locator("#facts")).containsText(". Sent as a JPEG of 1365 \u00d7 2048 pixels, ");
            assertThat(page.captions().allTextContents()).isEqualTo(texts(captions(page.sent())));
            page.button("Copy curl, photo by name").first().waitFor();
        }
    }

    /** AVIF stands for the formats that a browser may decode and a service may not, such as HEIC in Safari. */
    @Test
    void aPhotoOfAFormatThatNotEveryServiceReadsIsConverted() throws Exception {
        Path file = Path.of("../captioner-core/src/test/resources/dev/captioner/image/heif/translucent.avif");
        Photo overWhite = new Photo(80, 64, Files.readAllBytes(Path.of(file + ".rgb")));
        try (OpenPage page = chromium.open(service)) {
            page.keepSent();
            page.choose(file);
            page.waitForCaption();

            assertIsShown(page, overWhite, 8);
            assertThat(page.sent()).startsWith(0xFF, 0xD8, 0xFF); // a JPEG
            Photo sent = new PhotoReader().read(page.sent());
            assertThat(List.of(sent.width(), sent.height())).containsExactly(80, 64);
            assertThat(sent.rgb()[0] & 0xFF).as("white where it is transparent").isGreaterThan(245);
            assertThat(page.words()).not().hasCount(0);
            assertThat(page.button("Copy curl, photo by name").count())
                    .as("the file is not what was sent")
                    .isZero();
        }
    }

    @Test
    void aFileThatTheBrowserCannotDecodeIsSentAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("IMG_1.heic"), "\0\0\0\u0018ftypheic\0\0\0\0mif1heic, cut off");
        try (OpenPage page = chromium.open(service)) {
            page.keepSent();
            page.choose(file);
            assertThat(page.problem()).hasCount(1);

            assertThat(page.sent()).isEqualTo(Files.readAllBytes(file));
            assertThat(page.page().locator("#unseen")).isVisible();
            assertThat(page.page().locator("#facts")).hasText("IMG_1.heic, 1\u00a0kB");
        }
    }

    @Test
    void aPhoneOffersItsCamera() {
        try (OpenPage page = chromium.open(
                service,
                new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setHasTouch(true)
                        .setIsMobile(true))) {
            assertThat(page.page().getByText("Take a photo")).isVisible();
            assertThat(page.page().locator("#camera")).hasAttribute("capture", "environment");
            FileChooser chooser = page.page()
                    .waitForFileChooser(
                            () -> page.page().getByText("Take a photo").tap());
            assertThat(chooser.element().getAttribute("id")).isEqualTo("camera");
            chooser.setFiles(Path.of("../samples/rocket.jpg"));
            page.words().first().waitFor();
            page.waitForCaption();
            assertThat(page.caption()).isNotEmpty();
        }
        try (OpenPage page = chromium.open(service)) {
            assertThat(page.page().getByText("Take a photo")).isHidden();
            assertThat(page.page().locator("#camera")).isHidden();
        }
    }

    private static void assertIsShown(OpenPage page, Photo expected, double tolerance) {
        @SuppressWarnings("unchecked")
        Map<String, Object> shown = (Map<String, Object>) page.page().evaluate("""
                        () => {
                          const { width, height } = document.querySelector('#photo');
                          const data = document.querySelector('#photo').getContext('2d').getImageData(0, 0, width, height).data;
                          return { width, height, data: btoa(Array.from(data, byte => String.fromCharCode(byte)).join('')) };
                        }
                        """);
        assertThat(shown).containsEntry("width", expected.width()).containsEntry("height", expected.height());
        byte[] rgba = Base64.getDecoder().decode((String) shown.get("data"));
        double difference = 0;
        for (int pixel = 0; pixel < expected.width() * expected.height(); pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                difference +=
                        Math.abs((rgba[4 * pixel + channel] & 0xFF) - (expected.rgb()[3 * pixel + channel] & 0xFF));
            }
        }
        assertThat(difference / (3.0 * expected.width() * expected.height())).isLessThan(tolerance);
    }

    @Test
    void firstFrameOfAnAnimationIsShown() throws Exception {
        Path gif = folder.resolve("blinking.gif");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(gif.toFile())) {
            writer.setOutput(output);
            writer.prepareWriteSequence(null);
            for (Color colour : List.of(Color.RED, Color.BLUE)) {
                BufferedImage frame = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = frame.createGraphics();
                graphics.setColor(colour);
                graphics.fillRect(0, 0, 60, 40);
                graphics.dispose();
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        try (OpenPage page = chromium.open(service)) {
            page.choose(gif);
            page.waitForCaption();
            assertIsShown(page, new PhotoReader().read(gif), 1);
        }
    }

    @Test
    void everythingCanBeDoneByKeyboard() {
        try (OpenPage page = chromium.open(service)) {
            page.page().keyboard().press("Tab");
            assertThat(page.page().locator("#file")).isFocused();
            FileChooser chooser = chooserByKey(page);
            chooser.setFiles(Path.of("../samples/chelsea.jpg"));
            page.words().first().waitFor();
            page.waitForCaption();
            tabTo(page, "word"); // the caption is one tab stop
            assertThat(page.isHeatShown()).isTrue();
            tabTo(page, "choice");
            page.page().keyboard().press("Tab");
            page.page().keyboard().press("Space");
            assertThat(page.caption()).isEqualTo(page.captions().nth(1).textContent());
            tabTo(page, "", "exclude");
            page.page().keyboard().type("desk");
            page.page().keyboard().press("Enter");
            page.waitForCaption();
            assertThat(page.caption()).isNotEmpty().doesNotContain("desk");
            tabTo(page, "", "question");
            page.page().keyboard().type("Is there a cat?");
            page.page().keyboard().press("Enter");
            page.page().locator(".reply").waitFor();
            tabTo(page, "", "about");
            page.page().keyboard().press("Enter");
            assertThat(page.page().locator("#card pre")).not().isEmpty();
        }
    }

    /**
     * The file chooser that Enter opens. Playwright asks the browser to intercept choosers but does not wait until it does; two
     * round trips to the page, which the browser handles after that request, wait for it.
     */
    private static FileChooser chooserByKey(OpenPage page) {
        page.page().onFileChooser(chooser -> {});
        for (int i = 0; i < 2; i++) {
            page.page().evaluate("() => new Promise(requestAnimationFrame)");
        }
        return page.page().waitForFileChooser(() -> page.page().keyboard().press("Enter"));
    }

    /** Presses Tab until an element with a class or id has the focus, and checks that the focus is visible at each stop. */
    private static void tabTo(OpenPage page, String className, String... id) {
        for (int i = 0; i < 40; i++) {
            page.page().keyboard().press("Tab");
            assertThat((Boolean) page.page().evaluate("""
                                    () => {
                                      const at = document.activeElement;
                                      const ring = element => getComputedStyle(element).outlineStyle !== 'none';
                                      return at === document.body || ring(at) || ring(at.parentElement);
                                    }
                                    """))
                    .as("the focus can be seen")
                    .isTrue();
            String selector = id.length == 0 ? "." + className : "#" + id[0] + ", #" + id[0] + " > summary";
            if ((Boolean) page.page().evaluate("selector => document.activeElement.matches(selector)", selector)) {
                return;
            }
        }
        throw new AssertionError("Tab never came to " + className + String.join("", id));
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 768, 1280, 3840})
    void nothingOverflowsTheWindow(int width) {
        try (OpenPage page = chromium.open(
                service, new Browser.NewContextOptions().setViewportSize(width, Math.max(640, width / 2)))) {
            page.choose("chelsea");
            page.ask("What animal is this, " + "x".repeat(100) + "?");
            page.words().first().click();
            assertThat(page.page().evaluate("() => document.documentElement.scrollWidth"))
                    .isEqualTo(width);
            assertThat((Boolean) page.page()
                            .evaluate("() => [...document.querySelectorAll('button, input, select, textarea')]"
                                    + ".every(it => it.getBoundingClientRect().right <= innerWidth)"))
                    .isTrue();
        }
    }

    /** If the text below the photo moved the words, they would flicker under the pointer and never be stable for a click. */
    @ParameterizedTest
    @ValueSource(ints = {320, 768, 1280})
    void textBelowThePhotoMovesNothing(int width) {
        try (OpenPage page = chromium.open(service, new Browser.NewContextOptions().setViewportSize(width, 800))) {
            page.choose("chelsea");
            page.ask("What animal is this?");
            double before = top(page);
            for (int i = 0; i < page.words().count(); i++) {
                page.words().nth(i).hover();
                assertThat(page.page().locator("#reading")).not().isEmpty();
                assertThat(top(page)).isCloseTo(before, within(0.5));
            }
            page.button("Attention map").click();
            assertThat(page.page().locator("#reading")).containsText("first word of the answer");
            assertThat(top(page)).isCloseTo(before, within(0.5));
        }
    }

    /** The position of the caption in the document, in CSS pixels. */
    private static double top(OpenPage page) {
        Object top = page.page()
                .evaluate("() => document.querySelector('#captioning').getBoundingClientRect().top + scrollY");
        return ((Number) top).doubleValue();
    }

    @Test
    void reducedMotionTurnsTransitionsOff() {
        try (OpenPage page =
                chromium.open(service, new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE))) {
            assertThat(page.page().locator("#heat")).hasCSS("transition-duration", "0s");
        }
        try (OpenPage page =
                chromium.open(service, new Browser.NewContextOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE))) {
            assertThat(page.page().locator("#heat")).hasCSS("transition-duration", "0.15s");
        }
    }

    @Test
    void injectedScriptsDoNotRun() {
        try (OpenPage page = chromium.open(service)) {
            page.page().evaluate("""
                            () => {
                              const script = document.createElement('script');
                              script.textContent = 'document.title = "tampered"';
                              document.body.append(script);
                              document.body.setAttribute('style', 'color: red');
                            }
                            """);
            assertThat(page.page()).hasTitle("captioner");
            assertThat(page.complaints())
                    .hasSize(2)
                    .allSatisfy(text -> assertThat(text).contains("Content Security Policy"));
        }
    }

    @Test
    void pageHasContentTypesAndSecurityPolicy() throws Exception {
        Map<String, String> types = Map.of(
                "/", "text/html;charset=UTF-8",
                "/page/page.css", "text/css",
                "/page/page.js", "text/javascript",
                "/page/icon.svg", "image/svg+xml");
        for (Map.Entry<String, String> part : types.entrySet()) {
            HttpResponse<String> response = service.send(service.request(part.getKey()));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue(part.getValue());
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                    .doesNotContain("unsafe", "data:", "*");
        }
        Problems.assertProblem(service.send(service.request("/page/nothing.js")), 404, "not-found", "it is at /");
        assertThat(service.send(service.request("/")).body().getBytes(UTF_8))
                .isEqualTo(Files.readAllBytes(Path.of("src/main/resources/page/index.html")));
    }
}
