package dev.captioner.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.image.TrainingImageProfile;
import dev.captioner.math.Tensor;
import dev.captioner.text.Vocabulary;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
    @TempDir
    Path scratch;

    @TempDir
    Path elsewhere;

    Path folder;
    Path encoderFolder;

    @BeforeEach
    void writeTinyModel() throws IOException {
        encoderFolder = Files.createDirectory(elsewhere.resolve("encoder"));
        Files.write(encoderFolder.resolve("encoder.safetensors"), new byte[] {1, 2, 3});
        folder = scratch.resolve("tiny model");
        tinyModel().write(folder);
    }

    @Test
    void readsWhatWasWritten() {
        ModelFolder read = ModelFolder.read(folder);

        ModelFolder written = tinyModel();
        assertThat(read.description()).isEqualTo(written.description());
        assertThat(read.vocabulary().tokens()).isEqualTo(written.vocabulary().tokens());
        assertThat(read.golden()).isEqualTo(written.golden());
        assertThat(read.card()).isEqualTo(written.card());
        assertThat(read.weights().tensors()).containsOnlyKeys("embedding", "output.bias");
        Tensor embedding = Objects.requireNonNull(read.weights().tensors().get("embedding"));
        assertThat(embedding.shape()).containsExactly(6, 2);
        assertThat(embedding.values()).containsExactly(0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f, 5, 5.5f);
        assertThat(read.encoderFolder()).isEqualTo(folder);
        assertThat(folder.resolve("encoder.safetensors")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void sameModelGivesTheSameBytes() throws IOException {
        Path again = scratch.resolve("again");
        tinyModel().write(again);

        assertThat(contents(again)).isEqualTo(contents(folder));
    }

    @Test
    void fileHashesInModelJsonAreThoseOfAnIndependentTool() throws Exception {
        // printf '<pad>\n<start>\n<end>\n<unk>\na\nçat\n' | sha256sum
        assertThat(Files.readString(folder.resolve("model.json")))
                .contains("\"vocabulary.txt\" : \"db27ce88b0bc2523175d6ac04f750551fec25c87c57adcfa3ce48d1b3d4f61e3\"");
    }

    @Test
    void writingReplacesAModelFolderAndLeavesNothingElseBehind() throws IOException {
        Files.writeString(folder.resolve("MODEL_CARD.md"), "older");

        tinyModel().write(folder);

        assertThat(ModelFolder.read(folder).card()).isEqualTo(tinyModel().card());
        try (Stream<Path> entries = Files.list(scratch)) {
            assertThat(entries).containsExactly(folder);
        }
    }

    @Test
    void writingRefusesToReplaceWhatIsNotAModelFolder() throws IOException {
        Path photos = Files.createDirectory(scratch.resolve("photos"));
        Files.writeString(photos.resolve("a.jpg"), "");

        assertThatThrownBy(() -> tinyModel().write(photos))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("photos: expected a model folder, an empty one or none, found other files");
        assertThat(photos.resolve("a.jpg")).exists();
    }

    @Test
    void writingAValueThatHalfPrecisionCannotHoldKeepsTheOldFolder() throws IOException {
        Map<String, String> before = contents(folder);
        ModelFolder tiny = tinyModel();
        ModelFolder tooLarge = new ModelFolder(
                tiny.description(),
                tiny.vocabulary(),
                new Safetensors(Map.of("embedding", Tensor.of(new float[] {1e6f}, 1)), Map.of()),
                tiny.encoderFolder(),
                tiny.golden(),
                tiny.card());

        assertThatThrownBy(() -> tooLarge.write(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("tensor embedding");
        assertThat(contents(folder)).isEqualTo(before);
        try (Stream<Path> entries = Files.list(scratch)) {
            assertThat(entries).containsExactly(folder);
        }
    }

    @Test
    void aModelWhoseVocabularyDoesNotFitItsNetworkCannotBeMade() {
        ModelFolder tiny = tinyModel();

        assertThatThrownBy(() -> new ModelFolder(
                        tiny.description(),
                        Vocabulary.ofWords(List.of("a")),
                        tiny.weights(),
                        tiny.encoderFolder(),
                        tiny.golden(),
                        tiny.card()))
                .hasMessage("the network was made for 6 tokens, found a vocabulary of 5");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> ModelFolder.read(scratch.resolve("none")))
                .isInstanceOf(ModelException.class)
                .hasMessageEndingWith("none: expected a model folder, found nothing");
    }

    @Test
    void refusesAFileInPlaceOfAFolder() {
        assertThatThrownBy(() -> ModelFolder.read(folder.resolve("model.json")))
                .isInstanceOf(ModelException.class)
                .hasMessageEndingWith("model.json: expected a model folder, found a file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"weights.safetensors", "encoder.safetensors", "vocabulary.txt", "golden.json", "MODEL_CARD.md"})
    void refusesASingleFlippedBitAnywhere(String name) throws IOException {
        long size = Files.size(folder.resolve(name));
        for (long position = 0; position < size; position += Math.max(1, size / 37)) {
            flip(folder.resolve(name), position);
            assertRefused(name + ": expected SHA-256 ", ", found ", "changed or damaged");
            flip(folder.resolve(name), position);
        }
        ModelFolder.read(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"weights.safetensors", "encoder.safetensors", "vocabulary.txt", "golden.json", "MODEL_CARD.md"})
    void refusesAFileCutShort(String name) throws IOException {
        truncate(folder.resolve(name));
        assertRefused(name + ": expected SHA-256 ", ", found ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.json",
                "weights.safetensors",
                "encoder.safetensors",
                "vocabulary.txt",
                "golden.json",
                "MODEL_CARD.md"
            })
    void refusesAMissingFile(String name) throws IOException {
        Files.delete(folder.resolve(name));
        assertRefused(name + ": expected a file, found nothing");
    }

    @Test
    void refusesAFolderInPlaceOfAFile() throws IOException {
        Files.delete(folder.resolve("golden.json"));
        Files.createDirectory(folder.resolve("golden.json"));
        assertRefused("golden.json: expected a file, found something else");
    }

    @Test
    void refusesAnExtraFile() throws IOException {
        Files.writeString(folder.resolve("install.sh"), "");
        assertRefused(
                "install.sh: expected only model.json and [weights.safetensors, ",
                "encoder.safetensors] in this folder",
                "remove this file");
    }

    @Test
    void passesOverHiddenFilesOfFileManagers() throws IOException {
        Files.writeString(folder.resolve(".DS_Store"), "");
        assertThat(ModelFolder.read(folder).vocabulary().size()).isEqualTo(6);
    }

    @Test
    void refusesALinkOutOfTheFolder() throws IOException {
        Path outside = Files.move(folder.resolve("vocabulary.txt"), scratch.resolve("outside.txt"));
        Files.createSymbolicLink(folder.resolve("vocabulary.txt"), outside);
        assertRefused("vocabulary.txt: expected a file of the folder, found a link to ", "outside.txt");
    }

    @Test
    void readsAFolderThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(scratch.resolve("link"), folder);
        assertThat(ModelFolder.read(link).vocabulary().size()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.txt", "/etc/hostname", "nested/vocabulary.txt", "other.bin", ""})
    void refusesToLookAtFilesWithOtherNames(String name) throws IOException {
        editManifest(json -> json.replace("\"vocabulary.txt\"", '"' + name + '"'));
        assertRefused("model.json: files: expected names out of [weights.safetensors, ", "found '" + name + "'");
    }

    @Test
    void refusesAFileWithoutAHash() throws IOException {
        editManifest(
                json -> json.replaceAll("\"vocabulary.txt\" : \"\\w+\",?", "").replaceAll(",\\s+}", "}"));
        assertRefused("model.json: files: expected the SHA-256 of vocabulary.txt, found none");
    }

    @Test
    void refusesAFormatVersionOfTheFuture() throws IOException {
        editManifest(json -> json.replace("\"formatVersion\" : 1", "\"formatVersion\" : 5, \"unheardOf\" : []"));
        assertRefused("model.json: expected formatVersion 4 or below, found 5", "newer release");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "0", "-1", "1.5", "null", "true", "99999999999999999999"})
    void refusesAFormatVersionThatIsNone(String version) throws IOException {
        editManifest(json -> json.replace("\"formatVersion\" : 1", "\"formatVersion\" : " + version));
        assertRefused("model.json: expected formatVersion, a whole number from 1, found " + version);
    }

    @Test
    void aSourceSizeIsReadBackAndTakesFormatVersion2() throws IOException {
        ModelFolder shrinking = shrinkingModel();
        shrinking.write(folder);

        assertThat(folder.resolve("model.json"))
                .content()
                .contains("\"formatVersion\" : 2", "\"sourceSize\" : 200", "\"sourceQuality\" : 75");
        assertThat(ModelFolder.read(folder).description()).isEqualTo(shrinking.description());
    }

    @Test
    void aModelWithoutASourceSizeStaysInFormatVersion1() throws IOException {
        assertThat(folder.resolve("model.json"))
                .content()
                .contains("\"formatVersion\" : 1")
                .doesNotContain("sourceSize");
        editManifest(json -> json.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
        assertThat(ModelFolder.read(folder).description().encoder().sourceSize())
                .isEmpty();
    }

    @Test
    void refusesASourceSizeInFormatVersion1() throws IOException {
        shrinkingModel().write(folder);
        editManifest(json -> json.replace("\"formatVersion\" : 2", "\"formatVersion\" : 1"));
        assertRefused(
                "model.json: expected formatVersion 2 of a model that answers questions or whose encoder has a sourceSize, found 1");
    }

    @Test
    void stylesTakeFormatVersion4() throws IOException {
        ModelFolder styled = styled(List.of("a", "<style:plain>"), Optional.of("plain"));
        styled.write(folder);

        assertThat(folder.resolve("model.json")).content().contains("\"formatVersion\" : 4", "\"style\" : \"plain\"");
        assertThat(ModelFolder.read(folder).vocabulary().styles()).containsExactly("plain");
        editManifest(json -> json.replace("\"formatVersion\" : 4", "\"formatVersion\" : 3"));
        assertRefused("model.json: expected formatVersion 4 of a model with styles, found 3");
    }

    @Test
    void theStyleOfAModelIsOneOfItsVocabulary() throws IOException {
        styled(List.of("a", "b"), Optional.of("plain")).write(folder);
        assertRefused("vocabulary.txt: there is no style 'plain'; this model has no styles");
    }

    @Test
    void aVocabularyWithStylesNeedsOneInTheManifest() throws IOException {
        styled(List.of("a", "<style:plain>"), Optional.empty()).write(folder);
        assertRefused("vocabulary.txt: it has styles, and model.json names no style");
    }

    private ModelFolder styled(List<String> words, Optional<String> style) {
        ModelFolder tiny = tinyModel();
        ModelDescription description = tiny.description();
        return new ModelFolder(
                new ModelDescription(
                        description.name(),
                        description.version(),
                        description.network(),
                        description.encoder(),
                        style.map(description.decoding()::withStyle).orElse(description.decoding()),
                        description.answering(),
                        description.trainingData(),
                        description.licence(),
                        description.scores()),
                Vocabulary.ofWords(words),
                tiny.weights(),
                encoderFolder,
                List.of(),
                tiny.golden(),
                List.of(),
                tiny.card());
    }

    @Test
    void temperaturesOfGroupsTakeFormatVersion3() throws IOException {
        ModelFolder answering = answeringModel();
        answering.write(folder);

        assertThat(folder.resolve("model.json")).content().contains("\"formatVersion\" : 3", "\"presence\" : 2.5");
        assertThat(ModelFolder.read(folder).description()).isEqualTo(answering.description());
        editManifest(json -> json.replace("\"formatVersion\" : 3", "\"formatVersion\" : 2"));
        assertRefused(
                "model.json: expected formatVersion 3 of a model with temperatures of its own for groups of questions, found 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void refusesASourceQualityOutOfRange(int quality) throws IOException {
        shrinkingModel().write(folder);
        editManifest(json -> json.replace("\"sourceQuality\" : 75", "\"sourceQuality\" : " + quality));
        assertRefused("model.json: model.encoder: expected a sourceQuality from 1 to 100 beside a sourceSize");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"200\"", "2.5", "null", "[]"})
    void refusesASourceSizeThatIsNotAWholeNumber(String size) throws IOException {
        shrinkingModel().write(folder);
        editManifest(json -> json.replace("\"sourceSize\" : 200", "\"sourceSize\" : " + size));
        assertRefused("model.json: model.encoder.sourceSize: expected a whole number, found " + size);
    }

    @Test
    void refusesAnUnknownFieldByItsPath() throws IOException {
        editManifest(json -> json.replace("\"units\" : 2", "\"units\" : 2, \"peephole\" : true"));
        assertRefused("model.json: model.network.peephole: expected only the fields [", "units", "found another");
    }

    @Test
    void refusesANullInPlaceOfAnObjectThatMayBeAbsent() throws IOException {
        editManifest(json -> json.replace("\"trainingData\"", "\"answering\" : null, \"trainingData\""));
        assertRefused("model.json: model.answering: expected a value or no such field, found null");
    }

    @Test
    void refusesAMissingFieldByItsPath() throws IOException {
        editManifest(json -> json.replaceAll("\"units\" : 2,", ""));
        assertRefused("model.json: model.network.units: expected a whole number, found none");
    }

    @Test
    void refusesAFieldGivenTwice() throws IOException {
        editManifest(json -> json.replace("\"units\" : 2", "\"units\" : 2, \"units\" : 3"));
        assertRefused("model.json: line 9: expected a JSON object: Duplicate Object property \"units\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "2.5", "null", "[2]", "true"})
    void refusesASizeThatIsNotAWholeNumber(String size) throws IOException {
        editManifest(json -> json.replace("\"units\" : 2", "\"units\" : " + size));
        assertRefused("model.json: model.network.units: expected a whole number, found " + size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2"})
    void refusesASizeThatIsNotPositive(String size) throws IOException {
        editManifest(json -> json.replace("\"units\" : 2", "\"units\" : " + size));
        assertRefused("model.json: model.network: expected positive sizes, found ", "units=" + size);
    }

    @Test
    void refusesASizeThatIsTooLarge() throws IOException {
        editManifest(json -> json.replace("\"units\" : 2", "\"units\" : 99999999999"));
        assertRefused("model.json: model.network.units: expected a value in range, found 99999999999");
    }

    @Test
    void refusesAnAttentionOfAnUnknownKind() throws IOException {
        editManifest(json -> json.replace("\"dot\"", "\"cosine\""));
        assertRefused("model.json: model.network.attention: expected one of [\"dot\",\"additive\"], found \"cosine\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{} {}", "{'a': 1}", "\u0000"})
    void refusesAModelJsonThatIsNone(String json) throws IOException {
        Files.writeString(folder.resolve("model.json"), json);
        assertRefused("model.json: ", "expected a JSON object");
    }

    @Test
    void refusesAnEncoderWhoseRegionsDoNotFitTheNetwork() throws IOException {
        editManifest(json -> json.replaceFirst("\"channels\" : 3", "\"channels\" : 4"));
        assertRefused("model.json: model: the network reads regions of 4 channels, found an encoder that gives 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.safetensors", "model.json"})
    void refusesAnEncoderFileWithTheNameOfAnother(String name) throws IOException {
        editManifest(json -> json.replace("[\n        \"encoder.safetensors\"", "[\"" + name + '"'));
        assertRefused("model.json: model: expected a file of its own for the encoder, found '" + name + "'");
    }

    @Test
    void aDamagedModelJsonGivesNothingButAModelException() throws IOException {
        Path file = folder.resolve("model.json");
        byte[] bytes = Files.readAllBytes(file);
        for (int position = 0; position < bytes.length - 1; position += 5) {
            bytes[position] ^= 4;
            Files.write(file, bytes);
            bytes[position] ^= 4;
            try {
                ModelFolder.read(folder); // a name or a score may have changed, which nothing can tell
            } catch (ModelException e) {
                assertThat(e).hasMessageStartingWith(folder.toString());
            }
            Files.write(file, Arrays.copyOf(bytes, position));
            assertRefused("model.json: ");
        }
    }

    @Test
    void refusesATextFileTooLargeToRead() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("model.json").toFile(), "rw")) {
            file.setLength(TextFile.MOST_BYTES + 1);
        }
        assertRefused("model.json: expected at most 16777216 bytes, found 16777217");
    }

    @Test
    void refusesAVocabularyThatIsNotUtf8() throws IOException {
        replace("vocabulary.txt", "<pad>\n<start>\n<end>\n<unk>\na\n\u00e7at\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("vocabulary.txt: expected UTF-8, found a byte that is not at offset 28");
    }

    @Test
    void refusesAVocabularyOfAnotherSize() throws IOException {
        replace("vocabulary.txt", "<pad>\n<start>\n<end>\n<unk>\na\n".getBytes(StandardCharsets.UTF_8));
        assertRefused("vocabulary.txt: expected 6 tokens, one a line, as model.json says, found 5");
    }

    @Test
    void refusesATokenThatStandsTwice() throws IOException {
        replace("vocabulary.txt", "<pad>\n<start>\n<end>\n<unk>\na\na\n".getBytes(StandardCharsets.UTF_8));
        assertRefused("vocabulary.txt: token 'a' stands twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<pad>\n<start>\n<end>\n<unk>\na\nb", "<pad>\r\n<start>\r\n<end>\r\n<unk>\r\na\r\nb\r\n"})
    void refusesLinesThatDoNotEndAsTheyShould(String vocabulary) throws IOException {
        replace("vocabulary.txt", vocabulary.getBytes(StandardCharsets.UTF_8));
        assertRefused("vocabulary.txt: expected every line to end with a line feed alone");
    }

    @Test
    void refusesATensorThatIsNotANumber() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("weights.safetensors"));
        bytes[bytes.length - 1] = 0x7e; // 0x7e00 is NaN in half precision
        bytes[bytes.length - 2] = 0;
        replace("weights.safetensors", bytes);
        assertRefused("weights.safetensors: tensor output.bias: expected finite values, found NaN");
    }

    @Test
    void refusesTrailingBytesInATensorFile() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("weights.safetensors"));
        replace("weights.safetensors", Arrays.copyOf(bytes, bytes.length + 2));
        assertRefused("weights.safetensors: ", "trailing bytes");
    }

    @Test
    void refusesAGoldenCaptionThatIsMoreLikelyThanCertain() throws IOException {
        replace(
                "golden.json",
                "{\"captions\": [{\"photo\": \"a.jpg\", \"caption\": \"a\", \"logProbability\": 0.1}]}"
                        .getBytes(StandardCharsets.UTF_8));
        assertRefused("golden.json: captions[0]: expected a photo", "log-probability of at most 0");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(ModelException.class)
                .message()
                .startsWith(folder.toString())
                .contains(parts);
    }

    /** Puts other bytes in a file's place, with their hash in model.json: what a careful forger would do. */
    private void replace(String name, byte[] bytes) throws IOException {
        String before = sha256(Files.readAllBytes(folder.resolve(name)));
        Files.write(folder.resolve(name), bytes);
        editManifest(json -> json.replace(before, sha256(bytes)));
    }

    private void editManifest(UnaryOperator<String> edit) throws IOException {
        Path file = folder.resolve("model.json");
        String before = Files.readString(file);
        String after = edit.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    private static void flip(Path file, long position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) position] ^= (byte) (1 << (position % 8));
        Files.write(file, bytes);
    }

    private static void truncate(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                contents.put(entry.getFileName().toString(), Files.readString(entry, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private ModelFolder shrinkingModel() {
        ModelFolder tiny = tinyModel();
        ModelDescription description = tiny.description();
        return new ModelFolder(
                new ModelDescription(
                        description.name(),
                        description.version(),
                        description.network(),
                        description
                                .encoder()
                                .withSource(Optional.of(new TrainingImageProfile(200, OptionalInt.of(75)))),
                        description.decoding(),
                        Optional.empty(),
                        description.trainingData(),
                        description.licence(),
                        description.scores()),
                tiny.vocabulary(),
                tiny.weights(),
                encoderFolder,
                tiny.golden(),
                tiny.card());
    }

    private ModelFolder answeringModel() {
        ModelFolder tiny = tinyModel();
        ModelDescription description = tiny.description();
        return new ModelFolder(
                new ModelDescription(
                        description.name(),
                        description.version(),
                        new NetworkDescription(3, 2, 2, 6, 2, NetworkDescription.Attention.DOT, OptionalInt.of(2)),
                        description.encoder(),
                        description.decoding(),
                        Optional.of(new AnsweringDescription(
                                1.5, Optional.of(new TreeMap<>(Map.of("presence", 2.5))), 0.25)),
                        description.trainingData(),
                        description.licence(),
                        description.scores()),
                tiny.vocabulary(),
                tiny.weights(),
                encoderFolder,
                List.of("yes", "no"),
                tiny.golden(),
                List.of(),
                tiny.card());
    }

    private ModelFolder tinyModel() {
        float[] embedding = new float[12];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = i / 2f;
        }
        return new ModelFolder(
                new ModelDescription(
                        "tiny",
                        "1.0.0",
                        new NetworkDescription(3, 2, 2, 6, 2, NetworkDescription.Attention.DOT, OptionalInt.empty()),
                        new EncoderDescription(
                                EncoderDescription.EFFICIENTNET_LITE0,
                                List.of("encoder.safetensors"),
                                "",
                                224,
                                7,
                                3,
                                Preprocessing.EFFICIENTNET_LITE),
                        new DecodingDescription(3, 0.7, 16, true),
                        Optional.empty(),
                        List.of(new TrainingData("Made up", 2, 10, "CC0")),
                        "Apache-2.0",
                        List.of(new PublishedScore("Made up", 2, new TreeMap<>(Map.of("cider", 0.5))))),
                Vocabulary.ofWords(List.of("a", "\u00e7at")),
                new Safetensors(
                        Map.of(
                                "embedding", Tensor.of(embedding, 6, 2),
                                "output.bias", Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 6)),
                        Map.of()),
                encoderFolder,
                List.of(new GoldenCaption("samples/chelsea.jpg", "a \u00e7at", -2.5)),
                "# Tiny\n\nFor tests.\n");
    }
}
