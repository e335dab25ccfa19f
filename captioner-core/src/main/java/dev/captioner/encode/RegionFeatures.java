package dev.captioner.encode;

/**
 * What the frozen CNN sees: one feature vector for each cell of a g x g grid laid over the photo.
 *
 * @param values {@code [L, D]} row-major with L = grid * grid; region {@code y * grid + x} is the cell in row y from the top,
 *     column x from the left; shared, not copied, and not to be written
 * @param grid cells along one side
 * @param channels D, features of one region
 */
@SuppressWarnings("ArrayRecordComponent") // a megabyte of floats that nobody compares
public record RegionFeatures(float[] values, int grid, int channels) {
    /** Checks that the sizes agree. */
    public RegionFeatures {
        if (grid < 1 || channels < 1 || values.length != grid * grid * channels) {
            throw new IllegalArgumentException("features of a " + grid + " x " + grid + " grid with " + channels
                    + " channels need " + (long) grid * grid * channels + " values, found " + values.length);
        }
    }

    /** L, the number of regions. */
    public int regions() {
        return grid * grid;
    }

    /** What is seen of a photo that is withheld. */
    public static RegionFeatures nothing(int grid, int channels) {
        return new RegionFeatures(new float[grid * grid * channels], grid, channels);
    }
}
