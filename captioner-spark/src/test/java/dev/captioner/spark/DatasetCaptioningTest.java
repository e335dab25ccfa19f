package dev.captioner.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.bundle.ModelException;
import dev.captioner.image.PhotoLimits;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.TestTags;
import dev.captioner.testing.model.TinyModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs jobs in this process, with two concurrent tasks. */
@Tag(TestTags.SLOW)
class DatasetCaptioningTest {
    @TempDir
    private static Path temporary;

    private static SparkSession session;
    private static Path model;
    private static Path photos;
    private static DatasetCaptioning job;

    @BeforeAll
    static void start() throws IOException {
        session = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        model = TinyModel.TEN_WORDS.write(temporary.resolve("model"));
        photos = Photos.write(temporary.resolve("photos"));
        job = new DatasetCaptioning(session, model.toString());
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    @Test
    void rowsEqualTheLibrarysCaptionsWhateverThePartitions() throws IOException {
        Map<String, String> expected = Photos.linesOfTheLibrary(model, photos);
        Dataset<String> paths =
                PhotoListing.of(session, List.of(photos.toString())).tasks(session);

        assertThat(expected).hasSize(Photos.GOOD + Photos.BAD);
        assertThat(new HashSet<>(expected.values())).hasSizeGreaterThan(Photos.GOOD);
        for (int tasks : new int[] {1, 7}) {
            Dataset<Row> rows = job.captions(paths.repartition(tasks));
            assertThat(rows.javaRDD().getNumPartitions()).isEqualTo(tasks);
            assertThat(Photos.lines(rows)).isEqualTo(expected);
        }
    }

    @Test
    void aRejectedPhotoHasAReasonAndAnErrorAndNoCaption() throws IOException {
        PhotoLimits limits =
                new PhotoLimits(10 * 1024 * 1024, PhotoLimits.DEFAULT.pixels(), PhotoLimits.DEFAULT.time());
        DatasetCaptioning limited = new DatasetCaptioning(session, model.toString(), limits);
        List<Row> bad =
                limited.captionsBelow(List.of(photos + "/*.*", photos + "/below/*/page.jpeg")).collectAsList().stream()
                        .filter(row -> row.isNullAt(row.fieldIndex("caption")))
                        .sorted(Comparator.comparing(row -> row.<String>getAs("path")))
                        .toList();

        assertThat(bad.stream().map(row -> row.<String>getAs("reason")))
                .containsExactly("UNSUPPORTED_FORMAT", "DAMAGED", "EMPTY", "TOO_LARGE", "UNREADABLE_FILE");
        assertThat(bad.get(4).<String>getAs("error")).startsWith("cannot be read (Checksum error");
        assertThat(bad)
                .allMatch(row ->
                        row.isNullAt(row.fieldIndex("logProbability")) && row.isNullAt(row.fieldIndex("truncated")));
    }

    @Test
    void theContentDecidesWhatIsAPhotoAndEverythingElseIsCounted() throws IOException {
        Path mixed = temporary.resolve("mixed");
        Files.createDirectories(mixed.resolve(".hidden"));
        Path sample = SourceTree.SAMPLES.resolve("coffee.jpg");
        for (String name : List.of("no extension", "wrong.txt", "_temporary.jpg", ".hidden/a.jpg")) {
            Files.copy(sample, mixed.resolve(name));
        }
        Files.writeString(mixed.resolve("phone.HEIC"), "\0\0\0\30ftypheic....");
        Files.writeString(mixed.resolve("film.mov"), "\0\0\0\24ftypqt  ....");
        Files.writeString(mixed.resolve("notes.txt"), "a cat");

        PhotoListing listing = PhotoListing.of(session, List.of(mixed.toString()));

        assertThat(listing.photos().stream().map(path -> path.substring(path.lastIndexOf('/') + 1)))
                .containsExactly("no extension", "phone.HEIC", "wrong.txt");
        assertThat(listing.leftOut().inWords())
                .isEqualTo("left out: 1 video, 1 text file, 1 hidden file, 1 hidden folder");
        assertThat(job.captionsBelow(List.of(mixed.toString())).collectAsList().stream()
                        .map(row -> row.<String>getAs("reason")))
                .containsExactlyInAnyOrder(null, null, "DAMAGED");
        assertThatThrownBy(() -> PhotoListing.of(session, List.of(mixed + "/gone")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void aPhotoDeletedAfterListingIsRejected() {
        Row row = job.captions(session.createDataset(List.of("file:" + photos + "/gone.jpg"), Encoders.STRING()))
                .head();

        assertThat(row.<String>getAs("reason")).isEqualTo("UNREADABLE_FILE");
        assertThat(row.<String>getAs("error")).contains("gone.jpg");
    }

    @Test
    void aDamagedModelFailsTheJobBeforeItsFirstTask() throws IOException {
        Path damaged = TinyModel.TEN_WORDS.write(temporary.resolve("damaged"));
        byte[] weights = Files.readAllBytes(damaged.resolve("weights.safetensors"));
        weights[weights.length - 1] ^= 1;
        Files.write(damaged.resolve("weights.safetensors"), weights);

        assertThatThrownBy(() -> new DatasetCaptioning(session, damaged.toString()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("weights.safetensors");
        assertThatThrownBy(() -> new DatasetCaptioning(session, SourceTree.SAMPLES.toString()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("model.json");
        assertThatThrownBy(() -> new DatasetCaptioning(
                        session, temporary.resolve("nothing").toString()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("nothing");
    }
}
