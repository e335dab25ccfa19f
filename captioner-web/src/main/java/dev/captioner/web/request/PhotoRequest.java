package dev.captioner.web.request;

/**
 * The content of a request about one photo.
 *
 * @param photo bytes of the photo file, not checked yet
 * @param fields all other fields
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PhotoRequest(byte[] photo, Fields fields) {}
