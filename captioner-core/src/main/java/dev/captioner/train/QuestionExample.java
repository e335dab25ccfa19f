package dev.captioner.train;

/**
 * A question ready for training.
 *
 * @param photo its name, for messages
 * @param slot of the photo's features in the cache
 * @param mirroredSlot of its mirror image's; the same as {@code slot} when the question's answer could depend on left and right
 * @param source which of the question files it is from, a number
 * @param question word ids
 * @param answers word ids of each person's answer, at least one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record QuestionExample(String photo, int slot, int mirroredSlot, int source, int[] question, int[][] answers) {}
