package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.bundle.Preprocessing;
import dev.captioner.bundle.Preprocessing.ChannelOrder;
import dev.captioner.image.Photo;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkInputTest {
    private final Photo photo = new Photo(1, 1, new byte[] {(byte) 255, 127, 0});

    @Test
    void efficientNetLiteSeesValuesAroundZero() {
        assertThat(new NetworkInput(1, Preprocessing.EFFICIENTNET_LITE).pixels(photo))
                .containsExactly(1f, 0f, -127f / 128);
    }

    @Test
    void meansBelongToTheChannelsOfTheInput() {
        Preprocessing caffe = new Preprocessing(ChannelOrder.BGR, List.of(100.0, 110.0, 120.0), List.of(1.0, 2.0, 4.0));

        assertThat(new NetworkInput(1, caffe).pixels(photo)).containsExactly(-100f, 8.5f, 33.75f);
    }

    @Test
    void aPhotoOfAnySizeAndAspectBecomesASquare() {
        Photo wide = new Photo(3, 1, new byte[] {40, 80, 120, 40, 80, 120, 40, 80, 120});

        float[] pixels = new NetworkInput(2, Preprocessing.EFFICIENTNET_LITE).pixels(wide);

        assertThat(pixels).hasSize(2 * 2 * 3);
        assertThat(pixels).startsWith((40 - 127) / 128f, (80 - 127) / 128f, (120 - 127) / 128f);
    }
}
