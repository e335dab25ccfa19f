package dev.captioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.DecodingRequest;
import dev.captioner.decode.DecodingWork;
import dev.captioner.decode.Strategy;
import dev.captioner.text.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestCostTest {
    private static final Vocabulary WORDS = Vocabulary.ofWords(List.of("cat", "dog", "man", "on", "water"));
    private static final DecodingOptions DEFAULTS = DecodingOptions.of(Strategy.Beam.ofWidth(5));

    private static DecodingWork work(DecodingRequest request) {
        return new DecodingPlan(request.over(DEFAULTS), WORDS).work();
    }

    private static int units(DecodingRequest request) {
        return RequestCost.units(640 * 480, 60_000, work(request));
    }

    @Test
    void aDefaultCaptionOfAPhotoOfUpToAMegapixelCostsOneUnit() {
        assertThat(RequestCost.units(1, 1, work(DecodingRequest.NONE))).isEqualTo(1);
        assertThat(RequestCost.units(1_000_000, 150_000, work(DecodingRequest.NONE)))
                .isEqualTo(1);
        assertThat(RequestCost.units(1, 1, DecodingWork.NONE)).isEqualTo(1);
    }

    @Test
    void rowsGrowWithTheBeamTheCaptionsAndTheWordsToInclude() {
        assertThat(work(DecodingRequest.NONE)).isEqualTo(new DecodingWork(21, 21 * 5));
        assertThat(work(DecodingRequest.NONE.beam(100).maxLength(100))).isEqualTo(new DecodingWork(101, 101 * 100));
        assertThat(work(DecodingRequest.NONE.nBest(100))).isEqualTo(new DecodingWork(21, 21 * 100));
        assertThat(work(DecodingRequest.NONE.include("cat", "dog on water"))).isEqualTo(new DecodingWork(21, 21 * 25));
        assertThat(work(DecodingRequest.NONE.sample(true).nBest(7).include("cat")))
                .isEqualTo(new DecodingWork(21, 21 * 7));
    }

    @Test
    void theCostGrowsWithEverythingThatTakesTime() {
        DecodingRequest beam = DecodingRequest.NONE.beam(100);
        assertThat(units(beam)).isBetween(5, 10);
        assertThat(units(beam.maxLength(100))).isGreaterThan(3 * units(beam));
        assertThat(units(beam.maxLength(100).include("cat", "dog", "man", "water")))
                .isGreaterThan(4 * units(beam.maxLength(100)));
        assertThat(RequestCost.units(16_800_000, 5_000_000, work(DecodingRequest.NONE)))
                .isGreaterThan(3);
        assertThat(RequestCost.units(1, 1, DecodingWork.ofSentences(List.of(List.of("a", "b"), List.of("c")))))
                .isEqualTo(1);
        assertThat(DecodingWork.ofSentences(List.of(List.of("a", "b"), List.of("c"))))
                .isEqualTo(new DecodingWork(3, 5));
    }

    @Test
    void noCostOverflows() {
        assertThat(RequestCost.units(
                        Long.MAX_VALUE / 2, 1, new DecodingWork(Long.MAX_VALUE / 1000, Long.MAX_VALUE / 1000)))
                .isEqualTo(Integer.MAX_VALUE);
    }
}
