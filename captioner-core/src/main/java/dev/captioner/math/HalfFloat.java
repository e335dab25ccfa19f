package dev.captioner.math;

import java.nio.ShortBuffer;

/**
 * IEEE 754 binary16 ("half precision") to and from {@code float}. Widening is exact; narrowing rounds to nearest, ties to even,
 * and overflows to infinity from 65520 up.
 */
public final class HalfFloat {
    private static final int FLOAT_INFINITY = 0x7f80_0000;
    private static final int HALF_INFINITY = 0x7c00;
    private static final int QUIET = 0x0200;
    private static final int SMALLEST_OVERFLOW = 0x4780_0000; // 65536f
    private static final int SMALLEST_NORMAL = 0x3880_0000; // 2^-14
    private static final int EXPONENT_SHIFT = (127 - 15) << 23; // float bias minus half bias

    private HalfFloat() {}

    /** The value of a half given as its bits. */
    public static float toFloat(short half) {
        return Table.FLOATS[half & 0xffff];
    }

    /** The bits of the half nearest to a value; NaN stays NaN. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fff_ffff;
        if (magnitude > FLOAT_INFINITY) {
            return (short) (sign | HALF_INFINITY | QUIET | ((magnitude >>> 13) & 0x3ff));
        }
        if (magnitude >= SMALLEST_OVERFLOW) {
            return (short) (sign | HALF_INFINITY);
        }
        if (magnitude < SMALLEST_NORMAL) {
            // Between 0.5 and 1 floats lie 2^-24 apart, exactly like subnormal halves: the addition does the rounding.
            float aligned = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | (Float.floatToRawIntBits(aligned) - Float.floatToRawIntBits(0.5f)));
        }
        int roundedToEven = magnitude + 0xfff + ((magnitude >>> 13) & 1); // a carry into the exponent is correct
        return (short) (sign | ((roundedToEven - EXPONENT_SHIFT) >>> 13));
    }

    /**
     * Reads halves, starting at the buffer's position.
     *
     * @param count how many values to read into {@code target} from {@code offset} on
     */
    public static void toFloats(ShortBuffer source, float[] target, int offset, int count) {
        float[] floats = Table.FLOATS;
        int position = source.position();
        for (int i = 0; i < count; i++) {
            target[offset + i] = floats[source.get(position + i) & 0xffff];
        }
        source.position(position + count);
    }

    /**
     * Writes halves, starting at the buffer's position.
     *
     * @param count how many values of {@code source} to write, from {@code offset} on
     */
    public static void fromFloats(float[] source, int offset, int count, ShortBuffer target) {
        int position = target.position();
        for (int i = 0; i < count; i++) {
            target.put(position + i, fromFloat(source[offset + i]));
        }
        target.position(position + count);
    }

    /** All 65,536 halves as floats: 256 KB, made on first use. */
    private static final class Table {
        static final float[] FLOATS = new float[1 << 16];

        static {
            for (int half = 0; half < FLOATS.length; half++) {
                FLOATS[half] = widen(half);
            }
        }

        private static float widen(int half) {
            int sign = (half & 0x8000) << 16;
            int exponent = (half >>> 10) & 0x1f;
            int fraction = half & 0x3ff;
            if (exponent == 0) {
                float magnitude = fraction * 0x1p-24f;
                return sign == 0 ? magnitude : -magnitude;
            }
            if (exponent == 0x1f) {
                return Float.intBitsToFloat(sign | FLOAT_INFINITY | (fraction << 13));
            }
            return Float.intBitsToFloat(sign | (((exponent << 23) + EXPONENT_SHIFT) | (fraction << 13)));
        }
    }
}
