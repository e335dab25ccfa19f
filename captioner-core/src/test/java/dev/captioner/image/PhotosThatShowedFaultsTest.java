package dev.captioner.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Photos that could not be read, or not upright, once. The same behaviour is tested with photos of our own elsewhere. */
@Tag(TestTags.DATA)
class PhotosThatShowedFaultsTest {
    private static final Photo CAT = Photo.read(Path.of("../samples/chelsea.jpg"));

    private static Photo read(String name) {
        return Photo.read(SharedData.require("faults").resolve(name));
    }

    @Test
    void orientationAsLongTurnsAPhoto() {
        assertIsTheCat(read("exif-orientation-6-as-long.jpg"));
    }

    @Test
    void webpIsRead() {
        assertIsTheCat(read("photo.webp"));
    }

    @Test
    void heicIsRead() {
        assumeThat(HeifDecoder.installed())
                .as("needs heif-dec or heif-convert (apt-get install libheif-examples)")
                .isPresent();
        assertIsTheCat(read("photo.heic"));
    }

    private static void assertIsTheCat(Photo photo) {
        Photo small = Resize.bicubic(photo, 24, 16);
        Photo expected = Resize.bicubic(CAT, 24, 16);
        double difference = 0;
        for (int i = 0; i < expected.rgb().length; i++) {
            difference += Math.abs((small.rgb()[i] & 0xFF) - (expected.rgb()[i] & 0xFF));
        }
        assertThat(difference / expected.rgb().length).isLessThan(4);
    }
}
