package dev.captioner.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoSizesTest {
    private static final CaptionedPhoto COFFEE =
            new CaptionedPhoto("coffee.jpg", Path.of("../samples/coffee.jpg"), List.of("a cup of coffee")); // 600 x 400

    @TempDir
    Path folder;

    @Test
    void photosThatAllHaveToBeEnlargedGiveTheirLongestSide() throws IOException {
        List<CaptionedPhoto> photos = new ArrayList<>(ColouredPhotos.make(folder, "small", 3)); // 16 x 16
        assertThat(PhotoSizes.sourceSize(photos, 17)).hasValue(16);
        assertThat(PhotoSizes.sourceSize(photos, 260)).hasValue(16);

        photos.add(COFFEE);
        assertThat(PhotoSizes.sourceSize(photos, 1000)).hasValue(600);
    }

    @Test
    void onePhotoThatIsNotEnlargedGivesNone() throws IOException {
        List<CaptionedPhoto> photos = new ArrayList<>(ColouredPhotos.make(folder, "small", 3));
        assertThat(PhotoSizes.sourceSize(photos, 16)).isEmpty();

        photos.add(1, COFFEE);
        assertThat(PhotoSizes.sourceSize(photos, 600)).isEmpty();
    }

    @Test
    void photosThatCannotBeReadDoNotCount() throws IOException {
        List<CaptionedPhoto> photos = ColouredPhotos.make(folder, "small", 3);
        Files.writeString(photos.get(0).file(), "not a photo");
        Files.delete(photos.get(1).file());

        assertThat(PhotoSizes.sourceSize(photos, 260)).hasValue(16);
        assertThat(PhotoSizes.sourceSize(photos.subList(0, 2), 260)).isEmpty();
    }
}
