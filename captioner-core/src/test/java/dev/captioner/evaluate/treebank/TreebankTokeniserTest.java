package dev.captioner.evaluate.treebank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a", "B", "'", "n't", ".", "-", "/", "1", " ", "\t", "\n", "\0", "é", "한", "😀", "\uD83D",
                        "&amp;", "(", "<")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 10_000, seed = "1")
    void tokensOfAnyTextAreLowerCaseWithoutWhiteSpace(@ForAll("texts") String text) {
        assertThat(TreebankTokeniser.tokens(text)).allSatisfy(token -> {
            assertThat(token).isNotEmpty().isEqualTo(token.toLowerCase(Locale.ROOT));
            assertThat(token.chars()).noneMatch(Character::isWhitespace);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a.", "a-", "a,", "&", "'", "<a ", "1,", "www.a.", "a@", "(", "a'", "d'a-", "\uD83D", "A."})
    void longRepetitionsTakeNoMoreThanQuadraticTime(String piece) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();

        assertThatCode(() -> TreebankTokeniser.tokens(piece.repeat(10_000))).doesNotThrowAnyException();

        // A regular expression with catastrophic backtracking would take years.
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(Duration.ofSeconds(20));
    }
}
