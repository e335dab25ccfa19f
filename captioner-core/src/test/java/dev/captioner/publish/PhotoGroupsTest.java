package dev.captioner.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.Captioner;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.Strategy;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.RandomNetworks;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PhotoGroupsTest {
    private static final Vocabulary VOCABULARY = Vocabulary.ofWords(List.of("a", "cat"));
    private static final NetworkShape SHAPE =
            new NetworkShape(3, 8, 8, VOCABULARY.size(), 2, NetworkShape.AttentionKind.DOT);
    private static final Path CHELSEA = Path.of("../samples/chelsea.jpg");

    private static Captioner captioner(Function<Photo, RegionFeatures> encode) {
        Encoder encoder = new Encoder() {
            @Override
            public int inputSize() {
                return 1;
            }

            @Override
            public int grid() {
                return 1;
            }

            @Override
            public int channels() {
                return 3;
            }

            @Override
            public RegionFeatures encode(Photo photo) {
                return encode.apply(photo);
            }

            @Override
            public void close() {}
        };
        return new Captioner(
                encoder,
                new JavaDecoder(SHAPE, RandomNetworks.weights(SHAPE, 5)),
                VOCABULARY,
                DecodingOptions.of(Strategy.greedy()));
    }

    private static Captioner captioner() {
        return captioner(photo -> RegionFeatures.nothing(1, 3));
    }

    @Test
    void allGroupsButTheLastAreFull() {
        List<Integer> sizes = new ArrayList<>();
        PhotoGroups.forEach(captioner(), Collections.nCopies(7, CHELSEA), 3, group -> sizes.add(group.size()));
        assertThat(sizes).containsExactly(3, 3, 1);
    }

    @Test
    void anErrorOfTheEncoderReachesTheCallerAsItself() {
        OutOfMemoryError error = new OutOfMemoryError("for the test");
        Captioner captioner = captioner(photo -> {
            throw error;
        });
        assertThatThrownBy(() -> PhotoGroups.forEach(captioner, List.of(CHELSEA), 3, group -> {}))
                .isSameAs(error);
    }

    @Test
    void aPhotoThatCannotBeReadIsNamed() {
        List<Path> photos = List.of(CHELSEA, Path.of("missing.jpg"), CHELSEA);
        List<Path> seen = new ArrayList<>();
        assertThatThrownBy(() -> PhotoGroups.forEach(
                        captioner(), photos, 1, group -> seen.add(group.get(0).file())))
                .isInstanceOf(PhotoException.class)
                .hasMessageContaining("missing.jpg");
        assertThat(seen).containsExactly(CHELSEA);
    }
}
