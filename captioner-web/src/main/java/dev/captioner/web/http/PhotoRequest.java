package dev.captioner.web.http;

/**
 * What a request came with.
 *
 * @param photo bytes of a photo file, or what is meant to be one
 * @param fields everything else
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not compared
record PhotoRequest(byte[] photo, Fields fields) {}
