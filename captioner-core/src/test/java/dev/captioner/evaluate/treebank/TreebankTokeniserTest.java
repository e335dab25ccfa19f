package dev.captioner.evaluate.treebank;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreebankTokeniserTest {
    /** Captions and the tokens that the reference tokeniser gives; the recipe stands beside the file. */
    static Stream<Arguments> goldenCaptions() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/dev/captioner/evaluate/tokens.tsv")).stream()
                .map(line -> line.split("\t", -1))
                .map(columns -> Arguments.of(columns[0], columns[1]));
    }

    @ParameterizedTest
    @MethodSource("goldenCaptions")
    void tokensAreThoseOfTheReference(String caption, String tokens) {
        assertThat(String.join(" ", TreebankTokeniser.tokens(caption))).isEqualTo(tokens);
    }

    @Test
    void tokensAreLowerCaseWithoutWhiteSpaceWhateverTheTextIs() {
        Random random = new Random(1);
        List<String> pieces = List.of(
                "a", "B", "'", "n't", ".", "-", "/", "1", " ", "\t", "\n", "\0", "é", "한", "😀", "\uD83D", "&amp;", "(",
                "<");
        for (int round = 0; round < 20_000; round++) {
            String text = IntStream.range(0, random.nextInt(15))
                    .mapToObj(position -> pieces.get(random.nextInt(pieces.size())))
                    .collect(joining());

            assertThat(TreebankTokeniser.tokens(text)).as(text).allSatisfy(token -> {
                assertThat(token).isNotEmpty().isEqualTo(token.toLowerCase(Locale.ROOT));
                assertThat(token.chars()).noneMatch(Character::isWhitespace);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a.", "a-", "a,", "&", "'", "<a ", "1,", "www.a.", "a@", "(", "a'", "d'a-", "\uD83D", "A."})
    @Timeout(20)
    void tenThousandTimesTheSameIsNoTrap(String piece) {
        assertThatCode(() -> TreebankTokeniser.tokens(piece.repeat(10_000))).doesNotThrowAnyException();
    }
}
