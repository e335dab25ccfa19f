package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final Vocabulary STYLED =
            Vocabulary.ofWords(List.of("cat", "<style:plain>", "dog", "<style:flickr8k>"));

    @Test
    void aStyleHasATokenOfItsOwnThatIsNoWord() {
        assertThat(STYLED.styles()).containsExactly("plain", "flickr8k");
        assertThat(STYLED.start("flickr8k")).isEqualTo(7);
        assertThat(STYLED.start(null)).isEqualTo(Vocabulary.START);
        assertThat(STYLED.words()).isEqualTo(2);
        assertThat(List.of(0, 1, 2, 3, 5, 7)).noneMatch(STYLED::isWord);
        assertThat(List.of(4, 6)).allMatch(STYLED::isWord);
        assertThat(STYLED.contentWords().contains(5)).isFalse();
    }

    @Test
    void anUnknownStyleIsRejectedWithThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STYLED.start("poem"))
                .withMessage("there is no style 'poem'; there are plain, flickr8k");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.ofWords(List.of("cat")).start("plain"))
                .withMessage("there is no style 'plain'; this model has no styles");
    }

    @Test
    void theNameOfAStyleIsShortAndPlain() {
        assertThat(Vocabulary.styleToken("flickr8k")).isEqualTo("<style:flickr8k>");
        for (String name : new String[] {"", "Flickr", "a b", "a>", "\u00e9", "x".repeat(41)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Vocabulary.styleToken(name))
                    .withMessageContaining("1 to 40 of a-z, 0-9 and '-', found '" + name + "'");
        }
    }
}
