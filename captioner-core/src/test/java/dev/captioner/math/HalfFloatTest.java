package dev.captioner.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HalfFloatTest {
    private static final int HALVES = 1 << 16;

    /**
     * Recipe: Python 3, {@code f = [v for v in struct.unpack('<65536e', struct.pack('<65536H', *range(65536))) if v == v]},
     * {@code hashlib.sha256(struct.pack('<%df' % len(f), *f)).hexdigest()}.
     */
    @Test
    void widensEveryHalfAsPythonDoes() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(4 * HALVES).order(ByteOrder.LITTLE_ENDIAN);
        for (int half = 0; half < HALVES; half++) {
            float value = HalfFloat.toFloat((short) half);
            if (!Float.isNaN(value)) {
                bytes.putFloat(value);
            }
        }
        assertThat(bytes.position()).isEqualTo(4 * 63490);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(bytes.flip());
        assertThat(HexFormat.of().formatHex(sha256.digest()))
                .isEqualTo("680bbc22915f61aa1bbfc7265bc3882a6aa42d299bfd2c571807196e5544de2e");
    }

    @Test
    void everyHalfComesBackFromAFloatUnchanged() {
        for (int half = 0; half < HALVES; half++) {
            float value = HalfFloat.toFloat((short) half);
            short back = HalfFloat.fromFloat(value);
            if (Float.isNaN(value)) {
                assertThat(HalfFloat.toFloat(back)).isNaN();
            } else {
                assertThat(back).isEqualTo((short) half);
            }
        }
    }

    @Test
    void valuesBetweenTwoHalvesGoToTheNearerOneAndTiesToTheEvenOne() {
        for (int half = 0; half < 0x7bff; half++) { // each finite half and the one above it
            float low = HalfFloat.toFloat((short) half);
            float high = HalfFloat.toFloat((short) (half + 1));
            float middle = (low + high) / 2; // exact in float
            short even = (short) (half % 2 == 0 ? half : half + 1);
            for (int sign : new int[] {1, -1}) {
                int bit = sign == 1 ? 0 : 0x8000;
                assertThat(HalfFloat.fromFloat(sign * middle)).isEqualTo((short) (even | bit));
                assertThat(HalfFloat.fromFloat(sign * Math.nextDown(middle))).isEqualTo((short) (half | bit));
                assertThat(HalfFloat.fromFloat(sign * Math.nextUp(middle))).isEqualTo((short) ((half + 1) | bit));
            }
        }
    }

    @Test
    void overflowStartsHalfWayAboveTheLargestHalf() {
        assertThat(HalfFloat.fromFloat(Math.nextDown(65520f))).isEqualTo((short) 0x7bff);
        assertThat(HalfFloat.fromFloat(65520f)).isEqualTo((short) 0x7c00);
        assertThat(HalfFloat.fromFloat(-65520f)).isEqualTo((short) 0xfc00);
        assertThat(HalfFloat.fromFloat(Float.MAX_VALUE)).isEqualTo((short) 0x7c00);
        assertThat(HalfFloat.fromFloat(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
        assertThat(HalfFloat.fromFloat(Float.MIN_VALUE)).isEqualTo((short) 0);
        assertThat(HalfFloat.fromFloat(-Float.MIN_VALUE)).isEqualTo((short) 0x8000);
    }

    @Test
    void bulkConversionEqualsTheSingleOneAndMovesThePosition() {
        ShortBuffer halves = ShortBuffer.allocate(HALVES);
        for (int half = 0; half < HALVES; half++) {
            halves.put((short) half);
        }
        float[] floats = new float[HALVES];
        halves.position(5);
        HalfFloat.toFloats(halves, floats, 5, HALVES - 5);
        assertThat(halves.remaining()).isZero();
        for (int half = 5; half < HALVES; half++) {
            assertThat(floats[half]).isEqualTo((Float) HalfFloat.toFloat((short) half)); // boxed: NaN equals NaN
        }
        ShortBuffer written = ShortBuffer.allocate(100);
        HalfFloat.fromFloats(floats, 1000, 100, written);
        assertThat(written.flip()).isEqualTo(halves.slice(1000, 100));
    }
}
