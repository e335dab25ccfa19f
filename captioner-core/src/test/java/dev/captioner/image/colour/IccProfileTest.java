package dev.captioner.image.colour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IccProfileTest {
    /** The values that break parsers most often, at every place of a profile. */
    @ParameterizedTest
    @ValueSource(strings = {"display-p3", "adobe", "rec2020", "short-table", "para-1", "para-2", "grey-para"})
    void anyBytesGiveAColourSpaceOrNothing(String name) {
        byte[] profile = profile(name);
        for (int at = 0; at + Integer.BYTES <= profile.length; at++) {
            for (int value : new int[] {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 16}) {
                byte[] damaged = profile.clone();
                ByteBuffer.wrap(damaged).putInt(at, value);
                convertAll(damaged);
            }
            convertAll(Arrays.copyOf(profile, at));
        }
    }

    /** Fails with an exception when the arithmetic meets something that is not a number of its tables. */
    private static void convertAll(byte[] profile) {
        for (Optional<ColourSpace> space : List.of(IccProfile.rgb(profile), IccProfile.grey(profile))) {
            byte[] colours = {0, 0, 0, -1, -1, -1, 17, 99, (byte) 200};
            space.ifPresent(found -> found.toSrgb().apply(colours, 3));
        }
    }

    /** The grid of colours itself may have any values. */
    @ParameterizedTest
    @ValueSource(strings = {"inks-8", "inks-16"})
    void anyBytesGiveInksOrNothing(String name) {
        byte[] profile = profile(name);
        int table = tag(profile, "A2B0");
        for (int at = 0; at < table + 64; at++) {
            for (int value : new int[] {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 16}) {
                byte[] damaged = profile.clone();
                ByteBuffer.wrap(damaged).putInt(at, value);
                IccProfile.inks(damaged).ifPresent(IccProfileTest::checkSamples);
            }
        }
        for (int length = 0; length < profile.length - 3; length++) { // which may be padding
            assertThat(IccProfile.inks(Arrays.copyOf(profile, length))).isEmpty();
        }
        Arrays.fill(profile, table + 100, profile.length, (byte) -1);
        checkSamples(IccProfile.inks(profile).orElseThrow());
    }

    private static void checkSamples(InkSpace inks) {
        for (double[] amounts : new double[][] {{0, 0, 0, 0}, {1, 1, 1, 1}, {0.3, 1, 0, 0.7}}) {
            for (double sample : inks.srgb(amounts)) {
                assertThat(sample).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void noInkIsWhiteAndAllInksAreBlack() {
        InkConversion inks = IccProfile.inks(profile("inks-16")).orElseThrow().toSrgb();

        assertThat(inks.rgb(255, 255, 255, 255) >> 8 & 0xFF).isBetween(245, 255);
        assertThat(inks.rgb(0, 0, 0, 0) >> 8 & 0xFF).isBetween(0, 3);
        int cyan = inks.rgb(0, 255, 255, 255);
        assertThat(cyan >> 16).isLessThan(120);
        assertThat(cyan & 0xFF).isGreaterThan(190);
    }

    @ParameterizedTest
    @CsvSource({"acsp, 36", "mntr, 12", "'RGB ', 16", "'XYZ ', 20", "rXYZ, 0", "gTRC, 0"})
    void aProfileThatLacksSomethingIsNone(String what, int at) {
        byte[] profile = profile("adobe");
        assertThat(IccProfile.rgb(profile)).isPresent();

        int place = at > 0 ? at : new String(profile, StandardCharsets.ISO_8859_1).indexOf(what);
        profile[place] = 'q';

        assertThat(IccProfile.rgb(profile)).isEmpty();
    }

    @Test
    void aProfileThatIsTooLargeIsNone() {
        byte[] profile = profile("adobe");

        assertThat(IccProfile.rgb(Arrays.copyOf(profile, IccProfile.MOST_BYTES)))
                .isPresent();
        assertThat(IccProfile.rgb(Arrays.copyOf(profile, IccProfile.MOST_BYTES + 1)))
                .isEmpty();
    }

    @Test
    void primariesOnALineAreNone() {
        byte[] profile = profile("adobe");
        int red = tag(profile, "rXYZ");
        int green = tag(profile, "gXYZ");
        System.arraycopy(profile, red, profile, green, 20);

        assertThat(IccProfile.rgb(profile)).isEmpty();
    }

    @Test
    void aCurveThatDoesNotRiseIsNone() {
        byte[] profile = profile("adobe");
        ByteBuffer.wrap(profile).putShort(tag(profile, "rTRC") + 12, (short) 0); // exponent 0: 1 everywhere

        byte[] flat = profile("short-table");
        Arrays.fill(flat, tag(flat, "rTRC") + 12, tag(flat, "rTRC") + 18, (byte) 7);

        // A power of 0 is 1 for 0 too.
        assertThat(IccProfile.rgb(profile)).isEmpty();
        assertThat(IccProfile.rgb(flat)).isEmpty();
    }

    private static int tag(byte[] profile, String name) {
        int entry = new String(profile, StandardCharsets.ISO_8859_1).indexOf(name);
        return ByteBuffer.wrap(profile).getInt(entry + 4);
    }

    private static byte[] profile(String name) {
        try (InputStream stream = IccProfileTest.class.getResourceAsStream("profiles/" + name + ".icc")) {
            if (stream == null) {
                throw new IllegalStateException("no profile " + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
