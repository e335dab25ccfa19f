package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellLineTest {
    @Test
    void wordsQuotesAndCommentsAreThoseOfAShell() {
        assertThat(ShellLine.commandsOf("a 'b c' \"d e\"f g#h  # i\n\n#j"))
                .containsExactly(List.of("a", "b c", "d ef", "g#h"));
    }

    @Test
    void aBackslashTakesTheNextCharacterAsItIs() {
        assertThat(ShellLine.commandsOf("a 'owners'\\'' licences' b\\ c"))
                .containsExactly(List.of("a", "owners' licences", "b c"));
    }

    @Test
    void operatorsEndACommand() {
        assertThat(ShellLine.commandsOf("a | b; c && d"))
                .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"));
    }

    @Test
    void substitutionsStayAsTheyAre() {
        assertThat(ShellLine.commandsOf("a --b=$(c | d) \"/e/$(f \"$g\").h\" i"))
                .containsExactly(List.of("a", "--b=$(c | d)", "/e/$(f \"$g\").h", "i"));
    }

    @Test
    void aLineEndingWithABackslashGoesOnInTheNext() {
        assertThat(ShellLine.commandsOf("a \\\n  b\nc")).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void bracketsOfASynopsisAreLeftOutAndAlternativesStayOneWord() {
        assertThat(ShellLine.commandsOf("a [--b C] d|e F...")).containsExactly(List.of("a", "--b", "C", "d|e", "F..."));
    }

    @Test
    void anOpenQuoteEndsWithItsLine() {
        assertThat(ShellLine.commandsOf("it's\nb")).containsExactly(List.of("its"), List.of("b"));
    }
}
