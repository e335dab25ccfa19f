package dev.captioner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerListTest {
    @Test
    void whatAnswersShareIsThereOnce() {
        AnswerList list = AnswerList.of(List.of(
                new int[] {5}, new int[] {4, 6}, new int[] {5, 6}, new int[] {5, 7}, new int[] {4}, new int[] {5, 6, 4
                }));

        assertThat(list.size()).isEqualTo(6);
        assertThat(list.levels()).hasSize(3);
        assertThat(list.levels().get(0)).containsExactly(new AnswerList.Node(0, 5, 0), new AnswerList.Node(0, 4, 4));
        assertThat(list.levels().get(1))
                .containsExactly(
                        new AnswerList.Node(1, 6, 1), new AnswerList.Node(0, 6, 2), new AnswerList.Node(0, 7, 3));
        assertThat(list.levels().get(2)).containsExactly(new AnswerList.Node(1, 4, 5));
    }

    @Test
    void aBeginningOfAnAnswerNeedsNoPlaceOfItsOwn() {
        assertThat(AnswerList.of(List.of(new int[] {4, 4, 4}, new int[] {4, 4})).levels())
                .containsExactly(
                        List.of(new AnswerList.Node(0, 4, -1)),
                        List.of(new AnswerList.Node(0, 4, 1)),
                        List.of(new AnswerList.Node(0, 4, 0)));
    }

    @Test
    void whatIsNoListOfAnswersIsRejected() {
        assertThatThrownBy(() -> AnswerList.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an answer list needs at least one answer");
        assertThatThrownBy(() -> AnswerList.of(List.of(new int[] {4}, new int[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an answer needs at least one word, found none in answer 1");
        assertThatThrownBy(() -> AnswerList.of(List.of(new int[] {4, 5}, new int[] {4}, new int[] {4, 5})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("answers 0 and 2 have the same words");
    }
}
