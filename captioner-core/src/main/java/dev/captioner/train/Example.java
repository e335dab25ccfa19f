package dev.captioner.train;

/**
 * A photo ready for training.
 *
 * @param name of the photo, for messages
 * @param slot of its features in the cache
 * @param mirroredSlot of its mirror image's features; the same as {@code slot} when photos are not mirrored
 * @param start the token that is read before the first word of each caption
 * @param sentences word ids of its captions, without start and end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Example(String name, int slot, int mirroredSlot, int start, int[][] sentences) {
    /** Words of the longest sentence. */
    int longest() {
        int longest = 0;
        for (int[] sentence : sentences) {
            longest = Math.max(longest, sentence.length);
        }
        return longest;
    }
}
