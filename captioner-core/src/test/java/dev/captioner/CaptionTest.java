package dev.captioner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CaptionTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Token> WORDS = List.of(new Token("cat", -0.5, new float[][] {{0.25f, 0}, {0.5f, 0.25f}}));

    @Test
    void becomesTheJsonThatProgramsRead() {
        assertThat(JSON.writeValueAsString(new Caption("cat", -0.75, false, WORDS, OptionalDouble.of(-0.25))))
                .isEqualTo(
                        "{\"text\":\"cat\",\"logProbability\":-0.75,\"truncated\":false,\"words\":[{\"text\":\"cat\","
                                + "\"logProbability\":-0.5,\"attention\":[[0.25,0.0],[0.5,0.25]]}],\"end\":-0.25}");
    }

    @Test
    void hasNoEndInJsonWhenTruncated() {
        assertThat(JSON.writeValueAsString(new Caption("cat", -0.5, true, WORDS, OptionalDouble.empty())))
                .endsWith("}]}")
                .doesNotContain("end");
    }
}
