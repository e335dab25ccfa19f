package dev.captioner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.bundle.DecodingDescription;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecodingRequestTest {
    private static final DecodingOptions MODEL = DecodingOptions.of(new DecodingDescription(4, 0.6, 17, true));

    @Test
    void withoutOptionsTheModelsStay() {
        assertThat(DecodingRequest.NONE.over(MODEL)).isEqualTo(MODEL);
        DecodingOptions sampled = new DecodingOptions(
                new Strategy.Sampling(2, 3, 0.5, 9),
                2,
                Constraints.NONE.including("a").excluding("b").beginning("c").ofLength(3, 4),
                Repetition.ALLOWED);
        assertThat(DecodingRequest.NONE.over(sampled)).isEqualTo(sampled);
        DecodingOptions diverse = DecodingOptions.of(Strategy.Beam.diverse(4, 0.5));
        assertThat(DecodingRequest.NONE.over(diverse)).isEqualTo(diverse);
    }

    @Test
    void everyOptionOfBeamSearchTakesThePlaceOfTheModels() {
        DecodingOptions options = DecodingRequest.NONE
                .beam(7)
                .lengthNormalisation(0.9)
                .diversity(1.5)
                .nBest(8)
                .include("dog", "red ball")
                .exclude("cat")
                .prefix("a")
                .minLength(3)
                .maxLength(12)
                .allowRepetition(true)
                .over(MODEL);

        assertThat(options)
                .isEqualTo(new DecodingOptions(
                        new Strategy.Beam(7, 0.9, 8, 1.5),
                        8,
                        new Constraints(List.of("dog", "red ball"), List.of("cat"), "a", 3, 12),
                        Repetition.ALLOWED));
    }

    @Test
    void everyOptionOfSamplingTakesThePlaceOfTheDefault() {
        assertThat(DecodingRequest.NONE.sample(true).over(MODEL).strategy())
                .isEqualTo(new Strategy.Sampling(1, 0, 1, 1));
        DecodingOptions options = DecodingRequest.NONE
                .sample(true)
                .temperature(1.5)
                .topK(20)
                .topP(0.9)
                .seed(-7)
                .over(MODEL);
        assertThat(options.strategy()).isEqualTo(new Strategy.Sampling(1.5, 20, 0.9, -7));
        assertThat(options.constraints()).isEqualTo(MODEL.constraints());

        DecodingOptions sampled = DecodingOptions.of(new Strategy.Sampling(2, 3, 0.5, 9));
        assertThat(DecodingRequest.NONE.topK(4).over(sampled).strategy())
                .isEqualTo(new Strategy.Sampling(2, 4, 0.5, 9));
        assertThat(DecodingRequest.NONE.sample(false).beam(3).over(sampled).strategy())
                .isEqualTo(Strategy.Beam.ofWidth(3));
    }

    @Test
    void repetitionCanBeForbiddenToo() {
        DecodingOptions repeating = MODEL.with(Repetition.ALLOWED);

        assertThat(DecodingRequest.NONE.allowRepetition(false).over(repeating)).isEqualTo(MODEL);
    }

    @ParameterizedTest
    @EnumSource(DecodingOption.class)
    void optionsOfTheOtherStrategyAreRefusedByName(DecodingOption option) {
        Object value = option.type() instanceof OptionType.Words ? List.of("a") : option.parse(text(option));
        DecodingRequest request = DecodingRequest.NONE.with(option, value);

        assertThat(request.values()).containsExactly(Map.entry(option, value));
        switch (option.scope()) {
            case BEAM_SEARCH ->
                assertThatThrownBy(() -> request.sample(true).over(MODEL))
                        .isInstanceOf(OptionException.class)
                        .hasMessage(option.key() + " is for beam search; leave it or sample out");
            case SAMPLING ->
                assertThatThrownBy(() -> request.over(MODEL)).isInstanceOfSatisfying(OptionException.class, e -> {
                    assertThat(e.option()).isEqualTo(option);
                    assertThat(e.message(DecodingOption::flag))
                            .isEqualTo(option.flag() + " is for sampling; add --sample or leave it out");
                });
            default -> {
                request.sample(true).over(MODEL);
                request.sample(false).over(MODEL);
            }
        }
    }

    private static String text(DecodingOption option) {
        return option.type() instanceof OptionType.Flag ? "false" : "1";
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "BEAM | 0 | expected beam to be a whole number from 1 to 100, found 0",
                "BEAM | 3.5 | expected beam to be a whole number from 1 to 100, found '3.5'",
                "BEAM | 99999999999999999999 | expected beam to be a whole number from 1 to 100, found '99999999999999999999'",
                "N_BEST | 101 | expected nBest to be a whole number from 1 to 100, found 101",
                "LENGTH_NORMALISATION | -0.1 | expected lengthNormalisation to be a number from 0 to 10, found -0.1",
                "DIVERSITY | 1e7 | expected diversity to be a number from 0 to 1000000, found 1.0E7",
                "SAMPLE | yes | expected sample to be true or false, found 'yes'",
                "TEMPERATURE | 0 | expected temperature to be a number from 0.01 to 100, found 0.0",
                "TEMPERATURE | NaN | expected temperature to be a number from 0.01 to 100, found NaN",
                "TOP_K | -1 | expected topK to be a whole number from 0 to 2147483647, found -1",
                "TOP_P | 0 | expected topP to be a number above 0 and at most 1, found 0.0",
                "SEED | one | expected seed to be a whole number, found 'one'",
                "MIN_LENGTH | 0 | expected minLength to be a whole number from 1 to 100, found 0",
                "MAX_LENGTH | 101 | expected maxLength to be a whole number from 1 to 100, found 101",
            })
    void aValueOutOfRangeIsNamed(DecodingOption option, String text, String message) {
        assertThatThrownBy(() -> option.parse(text))
                .isInstanceOf(OptionException.class)
                .hasMessage(message);
    }

    @Test
    void aValueOfAnotherTypeIsRejected() {
        assertThatThrownBy(() -> DecodingRequest.NONE.with(DecodingOption.BEAM, "3"))
                .isInstanceOf(OptionException.class);
        assertThatThrownBy(() -> DecodingRequest.NONE.with(DecodingOption.INCLUDE, List.of(3)))
                .isInstanceOf(OptionException.class);
        assertThat(DecodingRequest.NONE.with(DecodingOption.INCLUDE, "dog"))
                .isEqualTo(DecodingRequest.NONE.include("dog"));
        assertThat(DecodingRequest.NONE.with(DecodingOption.TEMPERATURE, 2))
                .isEqualTo(DecodingRequest.NONE.temperature(2));
    }

    @Test
    void lengthsThatExcludeEachOtherAreAnImpossibleConstraint() {
        assertThatThrownBy(() -> DecodingRequest.NONE.minLength(18).over(MODEL))
                .isInstanceOf(ConstraintException.class)
                .hasMessage("the minimum length of 18 words is greater than the maximum length of 17");
    }

    @ParameterizedTest
    @CsvSource({
        "N_BEST,nBest,--n-best",
        "LENGTH_NORMALISATION,lengthNormalisation,--length-normalisation",
        "BEAM,beam,--beam"
    })
    void namesAreMadeOfOneName(DecodingOption option, String key, String flag) {
        assertThat(option.key()).isEqualTo(key);
        assertThat(option.flag()).isEqualTo(flag);
    }
}
