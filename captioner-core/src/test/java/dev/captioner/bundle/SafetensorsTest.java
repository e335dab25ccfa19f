package dev.captioner.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.Damage;
import dev.captioner.math.HalfFloat;
import dev.captioner.math.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class SafetensorsTest {
    private static final String GOOD = """
            {"__metadata__":{"licence":"CC0"},
             "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
             "b":{"dtype":"F16","shape":[2,1],"data_offsets":[8,12]}}""";

    /** a = 1.5, -2 in F32 and b = 1, -0.5 in F16, written by hand. */
    private static final byte[] GOOD_DATA = {0, 0, (byte) 0xc0, 0x3f, 0, 0, 0, (byte) 0xc0, 0, 0x3c, 0, (byte) 0xb8};

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("weights.safetensors");
    }

    @Test
    void readsAFileLaidOutByHand() throws IOException {
        write(GOOD, GOOD_DATA);

        Safetensors contents = Safetensors.read(file);

        assertThat(contents.metadata()).containsExactly(Map.entry("licence", "CC0"));
        assertThat(contents.tensors().keySet()).containsExactly("a", "b");
        assertThat(tensor(contents, "a").shape()).containsExactly(2);
        assertThat(tensor(contents, "a").values()).containsExactly(1.5f, -2f);
        assertThat(tensor(contents, "b").shape()).containsExactly(2, 1);
        assertThat(tensor(contents, "b").values()).containsExactly(1f, -0.5f);
    }

    @Test
    void storageOrderDecidesNotTheOrderInTheHeader() throws IOException {
        write("""
                {"b":{"dtype":"F16","shape":[2,1],"data_offsets":[8,12]},
                 "a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", GOOD_DATA);

        assertThat(Safetensors.read(file).tensors().keySet()).containsExactly("a", "b");
    }

    @Test
    void writesWhatItReads() {
        Random random = new Random(1);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("wide", Tensor.of(floats(random, 35), 5, 7));
        tensors.put("narrow", Tensor.of(floats(random, 33), 3, 11));
        tensors.put("empty", Tensor.of(new float[0], 0, 4));
        tensors.put("scalar \"quoted\" 한글", Tensor.of(new float[] {42f}));

        new Safetensors(tensors, Map.of("k", "v"))
                .write(file, name -> name.equals("narrow") ? ElementType.F16 : ElementType.F32);
        Safetensors back = Safetensors.read(file);

        assertThat(back.metadata()).containsExactly(Map.entry("k", "v"));
        assertThat(back.tensors()).hasSameSizeAs(tensors);
        tensors.forEach((name, tensor) -> {
            assertThat(tensor(back, name).shape()).isEqualTo(tensor.shape());
            for (int i = 0; i < tensor.values().length; i++) {
                float value = tensor.values()[i];
                float expected = name.equals("narrow") ? HalfFloat.toFloat(HalfFloat.fromFloat(value)) : value;
                assertThat(tensor(back, name).values()[i]).isEqualTo(expected);
            }
        });
    }

    @Test
    void bytesDoNotDependOnTheOrderOfTheMaps() throws IOException {
        Tensor one = Tensor.of(new float[] {1f}, 1);
        Tensor two = Tensor.of(new float[] {2f, 3f}, 2);
        Map<String, Tensor> forwards = new LinkedHashMap<>();
        forwards.put("one", one);
        forwards.put("two", two);
        Map<String, Tensor> backwards = new LinkedHashMap<>();
        backwards.put("two", two);
        backwards.put("one", one);
        Path other = folder.resolve("other.safetensors");

        new Safetensors(forwards, Map.of()).write(file, name -> ElementType.F16);
        new Safetensors(backwards, Map.of()).write(other, name -> ElementType.F16);

        assertThat(Files.readAllBytes(other)).isEqualTo(Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, other); // nothing is left behind
        }
    }

    @Test
    void refusesToWriteWhatItWouldRefuseToRead() {
        assertThatThrownBy(() -> writeOne(Float.NaN, ElementType.F32))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("weights.safetensors", "tensor x", "F32", "NaN at index 1");
        assertThatThrownBy(() -> writeOne(70000f, ElementType.F16))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("tensor x", "finite in F16", "70000.0 at index 1");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesAMissingFileAndADirectory() {
        assertRefused("weights.safetensors", "found none");
        file = folder;
        assertRefused("found a directory");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":                                       | not valid JSON
            []                                          | expected the header to be a JSON object, found ARRAY
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | Duplicate
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} x | not valid JSON
            {"a":7}                                     | tensor a: expected the fields [data_offsets, dtype, shape], found []
            {"a":{"dtype":"F32","shape":[3]}}           | found [dtype, shape]
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12],"x":1}} | found [data_offsets, dtype, shape, x]
            {"a":{"dtype":"BF16","shape":[6],"data_offsets":[0,12]}} | tensor a: expected dtype one of [F16, F32], found "BF16"
            {"a":{"dtype":4,"shape":[3],"data_offsets":[0,12]}} | expected dtype one of [F16, F32], found 4
            {"a":{"dtype":"F32","shape":[-3],"data_offsets":[0,12]}} | expected shape to be a list of whole numbers
            {"a":{"dtype":"F32","shape":[3.0],"data_offsets":[0,12]}} | expected shape to be a list of whole numbers
            {"a":{"dtype":"F32","shape":3,"data_offsets":[0,12]}} | expected shape to be a list of whole numbers
            {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,12]}} | expected shape to be a list
            {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,12]}} | more than 2147483647 values
            {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}} | more than 2147483647 values
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0]}} | expected data_offsets [begin, end], found [0]
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[12,0]}} | expected data_offsets [begin, end], found [12, 0]
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}} | shape [2] in F32 needs 8 bytes, found 12
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | begin at offset 0, where the tensor before ends, found 4 (there is a gap)
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | tensor b: expected its data to begin at offset 8, where the tensor before ends, found 4 (they overlap)
            {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}} | ends at offset 16, but the file holds only 12 bytes
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | expected 8 bytes of data as the header says, found 12; there are trailing bytes
            {"__metadata__":[],"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} | expected __metadata__ to be a JSON object, found ARRAY
            {"__metadata__":{"k":1},"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} | expected __metadata__.k to be a string, found NUMBER
            """)
    void refusesABadHeader(String header, String expected) throws IOException {
        write(header, GOOD_DATA);

        assertRefused("weights.safetensors", expected);
    }

    @ParameterizedTest
    @CsvSource({"-1,18446744073709551615", "0,0", "1,1", "1000,1000", "4294967298,4294967298"})
    void refusesAHeaderLengthThatTheFileCannotHold(long length, String shown) throws IOException {
        Files.write(file, bytes(length, "{}", new byte[8]));

        assertRefused("weights.safetensors", "expected a header of 2 to 10 bytes", "found a header length of " + shown);
    }

    @Test
    void refusesAFileTooShortForAHeaderLength() throws IOException {
        Files.write(file, new byte[7]);

        assertRefused("expected at least 8 bytes of header length, found 7");
    }

    @Test
    void refusesValuesThatAreNotFinite() throws IOException {
        byte[] nan = GOOD_DATA.clone();
        nan[7] = 0x7f;
        nan[6] = (byte) 0xc0;
        write(GOOD, nan);
        assertRefused("tensor a: expected finite values, found NaN at index 1");

        byte[] infinite = GOOD_DATA.clone();
        infinite[9] = (byte) 0xfc;
        write(GOOD, infinite);
        assertRefused("tensor b: expected finite values, found -Infinity at index 0");
    }

    @Test
    void aFileThatIsCutOffWhileItIsReadDoesNotEndTheProcess() throws Exception {
        int values = 1 << 19;
        write(
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[%d],\"data_offsets\":[0,%d]}}".formatted(values, 2 * values),
                new byte[2 * values]);
        byte[] whole = Files.readAllBytes(file);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int read = 0;
            while (!over.get()) {
                try {
                    read += Safetensors.read(file).tensors().size();
                } catch (ModelException e) {
                    assertThat(e).hasMessageStartingWith(file.toString());
                }
            }
            return read;
        });
        for (int i = 0; i < 300; i++) {
            Files.write(file, whole); // cut off to nothing, then written again
        }
        over.set(true);

        assertThat(reader.join()).isPositive();
    }

    @Test
    void everyTruncationIsRejected() throws IOException {
        byte[] whole = whole();
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertRefused("weights.safetensors");
        }
    }

    @Provide
    Arbitrary<List<Damage>> damages() {
        return Damage.of(whole().length, 3, Arbitraries.bytes().withDistribution(RandomDistribution.uniform()));
    }

    @Property(tries = 1500, seed = "7")
    void damagedFilesAreReadOrGiveAModelException(@ForAll("damages") List<Damage> damages) throws IOException {
        Path damaged = Files.createTempFile("weights", ".safetensors");
        try {
            Files.write(damaged, Damage.apply(damages, whole()));
            boolean read;
            try {
                Safetensors.read(damaged);
                read = true;
            } catch (ModelException e) {
                assertThat(e).hasMessageContaining(damaged.getFileName().toString());
                read = false;
            }
            Statistics.collect(read);
            Statistics.coverage(coverage -> {
                coverage.check(true).count(count -> count > 0);
                coverage.check(false).percentage(share -> share > 50);
            });
        } finally {
            Files.delete(damaged);
        }
    }

    private static byte[] whole() {
        return bytes(GOOD.getBytes(StandardCharsets.UTF_8).length, GOOD, GOOD_DATA);
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(parts);
    }

    private void writeOne(float value, ElementType type) {
        new Safetensors(Map.of("x", Tensor.of(new float[] {0f, value}, 2)), Map.of()).write(file, name -> type);
    }

    private void write(String header, byte[] data) throws IOException {
        Files.write(file, bytes(header.getBytes(StandardCharsets.UTF_8).length, header, data));
    }

    private static byte[] bytes(long headerLength, String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .put(json)
                .put(data)
                .array();
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Tensor tensor(Safetensors contents, String name) {
        return java.util.Objects.requireNonNull(contents.tensors().get(name), name);
    }
}
