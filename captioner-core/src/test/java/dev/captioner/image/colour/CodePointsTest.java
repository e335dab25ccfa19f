package dev.captioner.image.colour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePointsTest {
    @ParameterizedTest
    @CsvSource({"1, 13", "1, 1", "2, 2", "2, 13", "1, 6"})
    void theSpaceOfScreensAndOfTelevisionIsSrgb(int primaries, int transfer) {
        assertThat(CodePoints.colourSpace(primaries, transfer, true)
                        .orElseThrow()
                        .toSrgb())
                .isSameAs(ColourConversion.NONE);
    }

    @ParameterizedTest
    @CsvSource({"0, 13", "3, 13", "10, 13", "1, 0", "1, 3", "1, 99"})
    void reservedCodesAreNone(int primaries, int transfer) {
        assertThat(CodePoints.colourSpace(primaries, transfer, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "5", "6", "8", "9", "11", "12", "22"})
    void whiteBlackAndGreyStayWhatTheyAre(int primaries) {
        byte[] greys = {0, 0, 0, 90, 90, 90, -1, -1, -1};

        CodePoints.colourSpace(primaries, 13, true).orElseThrow().toSrgb().apply(greys, 3);

        assertThat(greys).containsExactly(0, 0, 0, 90, 90, 90, -1, -1, -1);
    }

    /** ITU-R BT.2408: the SDR white of 203 cd/m2 is 58 % of PQ and 75 % of HLG. */
    @ParameterizedTest
    @CsvSource({"16, 0.58", "18, 0.75"})
    void whiteOfAnHdrPictureIsWhiteAndWhatIsBrighterIsClipped(int transfer, double white) {
        int sample = (int) Math.round(255 * white);
        byte[] greys = new byte[9];
        Arrays.fill(greys, 0, 3, (byte) sample);
        Arrays.fill(greys, 3, 6, (byte) 255);
        Arrays.fill(greys, 6, 9, (byte) (sample / 2));

        CodePoints.colourSpace(1, transfer, true).orElseThrow().toSrgb().apply(greys, 3);

        assertThat(greys[0] & 0xFF).isBetween(250, 255);
        assertThat(greys[3] & 0xFF).isEqualTo(255);
        assertThat(greys[6] & 0xFF).isBetween(40, 150);
    }

    @Test
    void samplesOfNarrowRangeAreWidened() {
        byte[] greys = {16, 16, 16, (byte) 235, (byte) 235, (byte) 235, 0, 0, 0};

        CodePoints.colourSpace(1, 13, false).orElseThrow().toSrgb().apply(greys, 3);

        assertThat(greys).containsExactly(0, 0, 0, -1, -1, -1, 0, 0, 0);
    }
}
