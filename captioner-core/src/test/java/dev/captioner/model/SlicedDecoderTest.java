package dev.captioner.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.inference.JavaDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicedDecoderTest {
    private static final NetworkShape SHAPE = new NetworkShape(24, 20, 28, 61, 2, AttentionKind.DOT);
    private static final int ROWS = 100;

    private final Decoder decoder = new JavaDecoder(SHAPE, RandomNetworks.weights(SHAPE, 1));
    private final List<Integer> slices = new ArrayList<>();

    private Decoder sliced(int rows) {
        return new SlicedDecoder(decoder, new SlicedDecoder.Pace() {
            @Override
            public int next() {
                return rows;
            }

            @Override
            public void done(int number) {
                slices.add(number);
            }
        });
    }

    private DecoderState start() {
        return decoder.start(
                List.of(decoder.look(RandomNetworks.photo(3, 24, 2)), decoder.look(RandomNetworks.photo(3, 24, 3))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 33, 64, 100, 1000})
    void slicesChangeNoBit(int rows) {
        Random random = new Random(4);
        int[] parents = random.ints(ROWS, 0, 2).toArray();
        int[] words = random.ints(ROWS, 0, 61).toArray();
        int[] next = random.ints(ROWS, 0, ROWS).toArray();
        Decoder.Step first = decoder.step(start(), parents, words);
        Decoder.Step expected = decoder.step(first.state(), next, words);

        Decoder.Step found =
                sliced(rows).step(sliced(rows).step(start(), parents, words).state(), next, words);

        assertThat(found.logProbabilities()).isDeepEqualTo(expected.logProbabilities());
        assertThat(found.attention()).isDeepEqualTo(expected.attention());
        assertThat(slices.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2 * ROWS);
        assertThat(slices).allSatisfy(slice -> assertThat(slice).isBetween(1, rows));
    }

    @Test
    void whatThePaceThrowsEndsTheStep() {
        Decoder ended = new SlicedDecoder(decoder, new SlicedDecoder.Pace() {
            @Override
            public int next() {
                if (!slices.isEmpty()) {
                    throw new IllegalStateException("given up");
                }
                return 3;
            }

            @Override
            public void done(int number) {
                slices.add(number);
            }
        });
        assertThatThrownBy(() -> ended.step(start(), new int[ROWS], new int[ROWS]))
                .hasMessage("given up");
        assertThat(slices).containsExactly(3);
    }
}
