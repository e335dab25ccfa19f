package dev.captioner.image.webp;

/** The loop filters of VP8 (RFC 6386, 15), which smooth the edges between blocks. */
final class Vp8LoopFilter {
    private Vp8LoopFilter() {}

    /**
     * Filters pixels along an edge with the simple filter.
     *
     * @param at the first pixel after the edge
     * @param across from one pixel to the next across the edge
     * @param along from one pixel to the next along the edge
     * @param length of the edge
     */
    static void simple(byte[] pixels, int at, int across, int along, int length, int limit) {
        for (int i = 0, p = at; i < length; i++, p += along) {
            if (isEdge(pixels, p, across, limit)) {
                narrow(pixels, p, across);
            }
        }
    }

    /** Filters pixels along the edge of a macroblock with the normal filter. */
    static void outer(
            byte[] pixels, int at, int across, int along, int length, int limit, Vp8Frame.FilterStrength strength) {
        normal(pixels, at, across, along, length, limit, strength, true);
    }

    /** Filters pixels along an edge within a macroblock with the normal filter. */
    static void inner(
            byte[] pixels, int at, int across, int along, int length, int limit, Vp8Frame.FilterStrength strength) {
        normal(pixels, at, across, along, length, limit, strength, false);
    }

    private static void normal(
            byte[] pixels,
            int at,
            int across,
            int along,
            int length,
            int limit,
            Vp8Frame.FilterStrength strength,
            boolean outer) {
        for (int i = 0, p = at; i < length; i++, p += along) {
            if (isEdge(pixels, p, across, limit) && isSmooth(pixels, p, across, strength.interior())) {
                if (isVaried(pixels, p, across, strength.highVariance())) {
                    narrow(pixels, p, across);
                } else if (outer) {
                    wide(pixels, p, across);
                } else {
                    medium(pixels, p, across);
                }
            }
        }
    }

    private static boolean isEdge(byte[] pixels, int q0, int step, int limit) {
        int near = difference(pixels, q0 - step, q0);
        int far = difference(pixels, q0 - 2 * step, q0 + step);
        return 4 * near + far <= 2 * limit + 1;
    }

    private static boolean isSmooth(byte[] pixels, int q0, int step, int limit) {
        return difference(pixels, q0 - 4 * step, q0 - 3 * step) <= limit
                && difference(pixels, q0 - 3 * step, q0 - 2 * step) <= limit
                && difference(pixels, q0 - 2 * step, q0 - step) <= limit
                && difference(pixels, q0 + 3 * step, q0 + 2 * step) <= limit
                && difference(pixels, q0 + 2 * step, q0 + step) <= limit
                && difference(pixels, q0 + step, q0) <= limit;
    }

    private static boolean isVaried(byte[] pixels, int q0, int step, int threshold) {
        return difference(pixels, q0 - 2 * step, q0 - step) > threshold
                || difference(pixels, q0 + step, q0) > threshold;
    }

    private static int difference(byte[] pixels, int first, int second) {
        return Math.abs((pixels[first] & 0xFF) - (pixels[second] & 0xFF));
    }

    /** Changes one pixel on each side. */
    private static void narrow(byte[] pixels, int q0, int step) {
        int p1 = pixels[q0 - 2 * step] & 0xFF;
        int p0 = pixels[q0 - step] & 0xFF;
        int q = pixels[q0] & 0xFF;
        int q1 = pixels[q0 + step] & 0xFF;
        int change = 3 * (q - p0) + signed(p1 - q1);
        pixels[q0 - step] = clip(p0 + signed((change + 3) >> 3, 15));
        pixels[q0] = clip(q - signed((change + 4) >> 3, 15));
    }

    /** Changes two pixels on each side. */
    private static void medium(byte[] pixels, int q0, int step) {
        int p1 = pixels[q0 - 2 * step] & 0xFF;
        int p0 = pixels[q0 - step] & 0xFF;
        int q = pixels[q0] & 0xFF;
        int q1 = pixels[q0 + step] & 0xFF;
        int change = 3 * (q - p0);
        int after = signed((change + 4) >> 3, 15);
        int before = signed((change + 3) >> 3, 15);
        int outside = (after + 1) >> 1;
        pixels[q0 - 2 * step] = clip(p1 + outside);
        pixels[q0 - step] = clip(p0 + before);
        pixels[q0] = clip(q - after);
        pixels[q0 + step] = clip(q1 - outside);
    }

    /** Changes three pixels on each side. */
    private static void wide(byte[] pixels, int q0, int step) {
        int p2 = pixels[q0 - 3 * step] & 0xFF;
        int p1 = pixels[q0 - 2 * step] & 0xFF;
        int p0 = pixels[q0 - step] & 0xFF;
        int q = pixels[q0] & 0xFF;
        int q1 = pixels[q0 + step] & 0xFF;
        int q2 = pixels[q0 + 2 * step] & 0xFF;
        int change = signed(3 * (q - p0) + signed(p1 - q1));
        int near = (27 * change + 63) >> 7;
        int next = (18 * change + 63) >> 7;
        int far = (9 * change + 63) >> 7;
        pixels[q0 - 3 * step] = clip(p2 + far);
        pixels[q0 - 2 * step] = clip(p1 + next);
        pixels[q0 - step] = clip(p0 + near);
        pixels[q0] = clip(q - near);
        pixels[q0 + step] = clip(q1 - next);
        pixels[q0 + 2 * step] = clip(q2 - far);
    }

    private static int signed(int value) {
        return signed(value, 127);
    }

    private static int signed(int value, int most) {
        return Math.max(-most - 1, Math.min(most, value));
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
