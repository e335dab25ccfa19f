package dev.captioner.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.image.TrainingImageProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingImageProfilesTest {
    private static final CaptionedPhoto COFFEE = new CaptionedPhoto(
            "coffee.jpg", Path.of("../samples/coffee.jpg"), List.of("a cup of coffee")); // 600 x 400, quality 90

    @TempDir
    Path folder;

    @Test
    void photosThatAllHaveToBeEnlargedGiveTheirLongestSide() throws IOException {
        List<CaptionedPhoto> photos = new ArrayList<>(ColouredPhotos.make(folder, "small", 3)); // 16 x 16
        assertThat(TrainingImageProfiles.of(photos, 17)).hasValue(new TrainingImageProfile(16, OptionalInt.empty()));
        assertThat(TrainingImageProfiles.of(photos, 260)).hasValue(new TrainingImageProfile(16, OptionalInt.empty()));

        photos.add(COFFEE);
        assertThat(TrainingImageProfiles.of(photos, 1000)).hasValue(new TrainingImageProfile(600, OptionalInt.of(90)));
    }

    @Test
    void theQualityIsTheMedianOfThoseThatHaveOne() {
        List<CaptionedPhoto> photos = Stream.of(95, 50, 80, 72)
                .map(quality -> new CaptionedPhoto(
                        quality + ".jpg",
                        Path.of("src/test/resources/dev/captioner/image/quality", quality + ".jpg"),
                        List.of("a red square")))
                .toList();
        assertThat(TrainingImageProfiles.of(photos, 260)).hasValue(new TrainingImageProfile(8, OptionalInt.of(72)));
        assertThat(TrainingImageProfiles.of(photos.subList(0, 3), 260))
                .hasValue(new TrainingImageProfile(8, OptionalInt.of(80)));
    }

    @Test
    void onePhotoThatIsNotEnlargedGivesNone() throws IOException {
        List<CaptionedPhoto> photos = new ArrayList<>(ColouredPhotos.make(folder, "small", 3));
        assertThat(TrainingImageProfiles.of(photos, 16)).isEmpty();

        photos.add(1, COFFEE);
        assertThat(TrainingImageProfiles.of(photos, 600)).isEmpty();
    }

    @Test
    void photosThatCannotBeReadDoNotCount() throws IOException {
        List<CaptionedPhoto> photos = ColouredPhotos.make(folder, "small", 3);
        Files.writeString(photos.get(0).file(), "not a photo");
        Files.delete(photos.get(1).file());

        assertThat(TrainingImageProfiles.of(photos, 260)).hasValue(new TrainingImageProfile(16, OptionalInt.empty()));
        assertThat(TrainingImageProfiles.of(photos.subList(0, 2), 260)).isEmpty();
    }
}
