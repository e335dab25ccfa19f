package dev.captioner.web.serving;

/**
 * The time that a request spent on each stage, in milliseconds.
 *
 * @param queue waiting for a worker
 * @param photo decoding the photo: bytes to pixels
 * @param encode encoding: pixels to regions, and the decoder's projection of them
 * @param decode decoding: regions to captions, an answer or scores
 */
public record Timings(double queue, double photo, double encode, double decode) {}
