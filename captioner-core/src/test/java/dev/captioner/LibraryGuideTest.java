package dev.captioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingRequest;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Encoders;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.heatmap.HeatMap;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoExtensions;
import dev.captioner.publish.CaptionEvaluation;
import dev.captioner.publish.GoldenSamples;
import dev.captioner.publish.ModelPublication;
import dev.captioner.text.CaptionFile;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.Training;
import dev.captioner.train.TrainingListener;
import dev.captioner.train.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java code of docs/library.md and of README.md. Code between {@code // HEADING:} and {@code // end} stands on the page under
 * that heading, word for word but for the way to the root of the repository.
 */
class LibraryGuideTest {
    private static final Path ROOT = Path.of("..");
    private static final int MOST_LINES = 10;

    private static Captioner captioner;
    private static Photo photo;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        captioner = Captioner.load(ROOT.resolve("pretrained/captions"));
        photo = Photo.read(ROOT.resolve("samples/chelsea.jpg"));
    }

    @AfterAll
    static void close() {
        captioner.close();
    }

    @Test
    void readme() {
        // Use it from Java:
        try (Captioner captioner = Captioner.load(Path.of("../pretrained/captions"))) {
            Photo photo = Photo.read(Path.of("../samples/chelsea.jpg"));
            System.out.println(captioner.caption(photo).text());
            System.out.println(
                    captioner.ask(photo, "What animal is this?").best().text());
        }
        // end
        assertThat(captioner.ask(photo, "What animal is this?").best().text()).isEqualTo("cat");
    }

    @Test
    void captionAPhoto() {
        // Caption a photo:
        try (Captioner captioner = Captioner.load(Path.of("../pretrained/captions"))) {
            Photo photo = Photo.read(Path.of("../samples/chelsea.jpg"));
            System.out.println(captioner.caption(photo).text());
        }
        // end
        assertThat(captioner.caption(photo).text()).contains("cat");
    }

    @Test
    void nBest() {
        // Get several captions:
        DecodingOptions options = DecodingRequest.NONE.nBest(3).over(captioner.defaults());
        for (Caption caption : captioner.captions(photo, options)) {
            System.out.printf("%.2f %s%n", caption.logProbability(), caption.text());
        }
        // end
        assertThat(captioner.captions(photo, options)).hasSize(3);
    }

    @Test
    void constraints() {
        // Say what a caption must and must not contain:
        DecodingRequest request =
                DecodingRequest.NONE.include("sitting").exclude("cat").maxLength(12);
        DecodingOptions options = request.over(captioner.defaults());
        Caption caption = captioner.caption(photo, options);
        // end
        assertThat(caption.text()).contains("sitting").doesNotContain("cat");
    }

    @Test
    void heatMap() throws IOException {
        // Draw where the network attended:
        HeatMap.write(photo, captioner.caption(photo), folder.resolve("words.png"));
        HeatMap.write(photo, captioner.ask(photo, "What color is the cat?"), folder.resolve("answer.png"));
        // end
        assertThat(ImageIO.read(folder.resolve("words.png").toFile()).getWidth())
                .isPositive();
        assertThat(folder.resolve("answer.png")).exists();
    }

    @Test
    void ask() {
        // Ask a question:
        Reply reply = captioner.ask(photo, "What animal is this?");
        for (Answer answer : reply.answers()) {
            System.out.printf("%.3f %s%n", answer.probability(), answer.text());
        }
        // end
        assertThat(reply.best().text()).isEqualTo("cat");
        assertThat(reply.answers()).hasSize(5);
    }

    @Test
    void choices() {
        // Let it choose among your answers:
        AnswerOptions choices = AnswerOptions.among("a dog", "a cat", "a horse");
        String best =
                captioner.ask(photo, "What animal is this?", choices).best().text();
        // end
        assertThat(best).isEqualTo("a cat");
    }

    @Test
    void manyQuestions() {
        // Ask many questions about many photos:
        List<Photo> photos = List.of(photo, Photo.read(Path.of("../samples/coffee.jpg")));
        List<String> questions = List.of("Is there a cat?", "What color is it?");
        List<List<Reply>> replies = captioner.askAll(photos, questions);
        System.out.println(replies.get(1).get(0).best().text()); // of the second photo, the first question
        // end
        assertThat(replies).hasSize(2).allSatisfy(own -> assertThat(own).hasSize(2));
        assertThat(replies.get(0).get(0).best())
                .isEqualTo(captioner.ask(photo, "Is there a cat?").best());
    }

    @Test
    void score() {
        // Score sentences:
        List<String> sentences = List.of("a cat looks up", "a dog looks up");
        for (ScoredCaption scored : captioner.score(photo, sentences)) {
            System.out.printf(
                    "%.2f %s%n",
                    scored.caption().logProbability(), scored.caption().text());
        }
        // end
        List<ScoredCaption> scored = captioner.score(photo, sentences);
        assertThat(scored.get(0).caption().logProbability())
                .isGreaterThan(scored.get(1).caption().logProbability());
    }

    @Test
    void captionAFolder() throws IOException {
        Map<Path, String> captions = new LinkedHashMap<>();
        // Caption a folder:
        try (Stream<Path> listing = Files.list(Path.of("../samples"))) {
            List<Path> files = listing.filter(file -> PhotoExtensions.matches(file.toString()))
                    .sorted()
                    .toList();
            captioner.captionEach(
                    files,
                    Photo::read,
                    captioner.defaults(),
                    (file, found) -> captions.put(file, found.get(0).text()));
        }
        // end
        assertThat(captions).hasSize(6);
        assertThat(captions.get(Path.of("../samples/chelsea.jpg")))
                .isEqualTo(captioner.caption(photo).text());
    }

    @Test
    void badPhotos() {
        String message = "";
        // Handle photos that cannot be read:
        try {
            Photo.read(Path.of("../README.md"));
        } catch (PhotoException e) {
            message = e.getMessage(); // names the file, what was expected and what was found
        }
        // end
        assertThat(message).contains("README.md");
    }

    @Test
    void train() throws IOException {
        Path images = ROOT.resolve("samples");
        Path captions = captions();
        Path model = folder.resolve("model");
        TrainingRecipe recipe = TrainingRecipe.DEFAULT.with(
                TrainingRecipe.DEFAULT.optimisation().withEpochs(1));
        // Train a model:
        CaptionSplits photos = CaptionSplits.of(CaptionFile.read(captions), images);
        Path files = Path.of("../pretrained/encoders/efficientnet-lite2");
        EncoderDescription encoder = EncoderDescription.read(files);
        try (Encoder opened = Encoders.open(encoder, files)) {
            Training.Result result = new Training(
                            opened, encoder.fingerprint(files), folder, folder, recipe, TrainingListener.NONE)
                    .train(photos.training(), photos.development(), false);
            new ModelPublication("mine", "1.0", List.of(), "all rights reserved", "none", encoder, files)
                    .write(result, DecodingDescription.DEFAULT, null, List.of(), GoldenSamples.NONE, model);
        }
        // end
        try (Captioner trained = Captioner.load(model)) {
            assertThat(trained.caption(photo).tokens()).isNotEmpty();
        }
    }

    @Test
    void evaluate() throws IOException {
        Path images = ROOT.resolve("samples");
        Path captions = captions();
        // Evaluate a model:
        CaptionSplits photos = CaptionSplits.of(CaptionFile.read(captions), images);
        CaptionScores scores = CaptionEvaluation.of(captioner, photos.development(), captioner.defaults(), done -> {})
                .scores();
        System.out.printf("BLEU-4 %.3f, CIDEr %.3f%n", scores.bleu4(), scores.cider());
        // end
        assertThat(scores.bleu1()).isBetween(0.1, 1.0);
    }

    /** Captions of the samples, with splits. */
    private Path captions() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : List.of(
                "train coffee a cup of coffee on a table",
                "train flower a red flower with green leaves",
                "train china a building with a roof",
                "train rocket a rocket on the ground",
                "train astronaut a woman in front of a flag",
                "dev chelsea a cat is looking up",
                "dev chelsea a close up of a cat")) {
            String[] parts = line.split(" ", 3);
            text.append(String.join("\t", parts[0], parts[1] + ".jpg", parts[2]))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("captions.tsv"), text);
    }

    @Test
    void thePagesShowThisCode() throws IOException {
        Map<String, String> code = codeOfThisClass();
        Map<String, String> shown = codeOfPage(ROOT.resolve("docs/library.md"));
        shown.putAll(codeOfPage(ROOT.resolve("README.md")));

        assertThat(shown).containsExactlyInAnyOrderEntriesOf(code);
        assertThat(code)
                .hasSizeGreaterThan(10)
                .allSatisfy((heading, lines) ->
                        assertThat(lines.lines()).as(heading).hasSizeLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void theImportsOnThePageAreThoseOfThisClass() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/library.md"));
        List<String> imports = Files.readString(source())
                .lines()
                .filter(line -> line.startsWith("import dev.captioner."))
                .map(line -> line.substring("import ".length(), line.length() - 1))
                .toList();

        assertThat(imports).isNotEmpty().allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private static Path source() {
        return Path.of("src/test/java/dev/captioner/LibraryGuideTest.java");
    }

    /** By heading: the lines between the marks, without their indentation. */
    private static Map<String, String> codeOfThisClass() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(source());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("// ") && line.endsWith(":")) {
                int end = i + 1;
                while (!lines.get(end).strip().equals("// end")) {
                    end++;
                }
                found.put(
                        line.substring("// ".length(), line.length() - 1),
                        String.join("\n", lines.subList(i + 1, end))
                                        .stripIndent()
                                        .replace("\"../", "\"") + "\n");
            }
        }
        return found;
    }

    /** By heading: its Java code. */
    private static Map<String, String> codeOfPage(Path page) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        String heading = "";
        List<String> lines = Files.readAllLines(page);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("## ")) {
                heading = lines.get(i).substring("## ".length());
            } else if (lines.get(i).equals("```java")) {
                int end = lines.subList(i + 1, lines.size()).indexOf("```") + i + 1;
                found.put(heading, lines.subList(i + 1, end).stream().collect(Collectors.joining("\n", "", "\n")));
                i = end;
            }
        }
        return found;
    }
}
