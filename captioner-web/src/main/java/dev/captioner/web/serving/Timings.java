package dev.captioner.web.serving;

/**
 * Where the time of a request went, in milliseconds.
 *
 * @param queue until there was a processor for it
 * @param photo from bytes to pixels
 * @param encode from pixels to regions, and what the network makes of them before the first word
 * @param decode from there to the answer
 */
public record Timings(double queue, double photo, double encode, double decode) {}
