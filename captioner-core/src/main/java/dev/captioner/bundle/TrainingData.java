package dev.captioner.bundle;

/**
 * Photos and captions that a model was trained on.
 *
 * @param name such as {@code Flickr8k}
 * @param photos how many
 * @param captions how many
 * @param licence the terms under which they were used
 */
public record TrainingData(String name, int photos, int captions, String licence) {}
