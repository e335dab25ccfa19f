package dev.captioner.batch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.AnswerOptions;
import dev.captioner.Captioner;
import dev.captioner.bundle.DecodingDescription;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingRequest;
import dev.captioner.text.QuestionText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The texts that databases of earlier versions hold. A job resumes only if its recipe has the same text: renaming a class or a
 * component of the options must not change it.
 */
class JobRecipeTest {
    private static final DecodingOptions MODEL = DecodingOptions.of(new DecodingDescription(5, 0.7, 20, true));
    private static final String IDENTITY = "ModelIdentity[name=captions, version=1.0.0, sha256=00ff]\n";

    private static Captioner captioner;

    @BeforeAll
    static void load() {
        captioner = Captioner.load(Path.of("../pretrained/captions"));
    }

    @AfterAll
    static void close() {
        captioner.close();
    }

    private static JobRecipe recipe(DecodingRequest request, String... questions) {
        return new JobRecipe(
                captioner,
                new JobRecipe.ModelIdentity("captions", "1.0.0", "00ff"),
                request.over(MODEL),
                List.of(questions).stream().map(QuestionText::of).toList(),
                AnswerOptions.DEFAULT.withTop(1));
    }

    @Test
    void aJobWithoutOptionsHasTheTextOfBefore() {
        JobRecipe recipe = recipe(DecodingRequest.NONE, "Is there a person?");

        assertThat(recipe.text())
                .isEqualTo(IDENTITY
                        + "DecodingOptions[strategy=Beam[width=5, lengthNormalisation=0.7, groups=1, diversity=0.0], nBest=1,"
                        + " constraints=Constraints[include=[], exclude=[], prefix=, minLength=1, maxLength=20],"
                        + " repetition=Repetition[contentWordsOnce=true, pluralsAlike=true, neighboursDiffer=true,"
                        + " phraseLength=3]]\n"
                        + "AnswerOptions[top=1, choices=null, free=false]\n"
                        + "[Is there a person?]");
        assertThat(recipe.sha256()).isEqualTo("b780eeec05725beab1032d933fdaa0d682b161c76d3a008e8f2820d00702517a");
        assertThat(recipe(DecodingRequest.NONE.nBest(1), "Is there a person?").sha256())
                .as("the command line once gave this default with every job")
                .isEqualTo(recipe.sha256());
    }

    @Test
    void aJobOfBeamSearchHasTheTextOfBefore() {
        JobRecipe recipe = recipe(DecodingRequest.NONE
                .beam(5)
                .lengthNormalisation(0.9)
                .diversity(0.5)
                .nBest(3)
                .include("dog", "red ball")
                .exclude("cat")
                .prefix("a")
                .minLength(4)
                .maxLength(12)
                .allowRepetition(true));

        assertThat(recipe.text())
                .isEqualTo(IDENTITY
                        + "DecodingOptions[strategy=Beam[width=5, lengthNormalisation=0.9, groups=5, diversity=0.5], nBest=3,"
                        + " constraints=Constraints[include=[dog, red ball], exclude=[cat], prefix=a, minLength=4,"
                        + " maxLength=12], repetition=Repetition[contentWordsOnce=false, pluralsAlike=false,"
                        + " neighboursDiffer=false, phraseLength=0]]\n"
                        + "AnswerOptions[top=1, choices=null, free=false]\n"
                        + "[]");
        assertThat(recipe.sha256()).isEqualTo("07c55a3031ec20bf72d2d8c1ed72c0e037ae397453dead0b007b4152651ae23f");
    }

    @Test
    void aJobOfSamplingHasTheTextOfBefore() {
        JobRecipe recipe = recipe(DecodingRequest.NONE
                .sample(true)
                .temperature(1.5)
                .topK(20)
                .topP(0.9)
                .seed(7)
                .nBest(2));

        assertThat(recipe.text())
                .isEqualTo(IDENTITY
                        + "DecodingOptions[strategy=Sampling[temperature=1.5, topK=20, topP=0.9, seed=7], nBest=2,"
                        + " constraints=Constraints[include=[], exclude=[], prefix=, minLength=1, maxLength=20],"
                        + " repetition=Repetition[contentWordsOnce=true, pluralsAlike=true, neighboursDiffer=true,"
                        + " phraseLength=3]]\n"
                        + "AnswerOptions[top=1, choices=null, free=false]\n"
                        + "[]");
        assertThat(recipe.sha256()).isEqualTo("29b455cc94c508fd564c49118a9df49e8673272b4a5ec301595c9aef5299b62d");
    }
}
