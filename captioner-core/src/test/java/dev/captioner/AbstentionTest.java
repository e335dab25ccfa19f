package dev.captioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.testing.SourceTree;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the vocabulary of the published model. */
class AbstentionTest {
    private static Vocabulary vocabulary;

    @BeforeAll
    static void readVocabulary() throws IOException {
        vocabulary =
                Vocabulary.ofTokens(Files.readAllLines(SourceTree.ROOT.resolve("pretrained/captions/vocabulary.txt")));
    }

    private static Optional<Abstention> of(String question) {
        return Abstention.fromReading(QuestionText.of(question), vocabulary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Y a-t-il un chat ?",
                "Quelle est la couleur du chat ?",
                "Combien de personnes y a-t-il sur la photo ?",
                "Qu'est-ce que c'est ?",
                "Que fait l'homme ?",
                "Où est le chien ?",
                "这是什么？",
                "图片里有猫吗？",
                "图中有多少人",
                "これは何ですか",
                "고양이가 있나요?",
                "Что это?",
                "ما هذا؟",
                "Ist da eine Katze?",
                "Wie viele Hunde sind auf dem Bild?",
                "Was macht der Mann?",
                "¿De qué color es el gato?",
                "¿Hay un perro?",
                "C'è un gatto?",
                "xyzzy plugh frobnicate",
            })
    void aQuestionInAnotherLanguageIsOneOfUnknownWords(String question) {
        assertThat(of(question)).contains(Abstention.UNKNOWN_LANGUAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is there a quokka?",
                "what is the axolotl doing with the theodolite?",
                "how many sousaphones are there?",
                "Is this an ocelot or a caracal?"
            })
    void aQuestionMostOfWhoseContentWordsAreUnknownIsNotUnderstood(String question) {
        assertThat(of(question)).contains(Abstention.UNKNOWN_WORDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is there a cat?",
                "What is this?",
                "What's this?",
                "Who is it?",
                "How many are there?",
                "Where?",
                "What is the man's dog doing?",
                "Is the quokka sleeping on the grass?",
                "What colour is the cat's hat?",
                "Why is the woman smiling?",
                "Answer yes or no: is there a cat?",
                "is the axolotl near the water?"
            })
    void aQuestionThatIsUnderstoodIsAnswered(String question) {
        assertThat(of(question)).isEmpty();
    }
}
