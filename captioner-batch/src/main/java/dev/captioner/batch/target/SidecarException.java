package dev.captioner.batch.target;

/** Existing data, such as an XMP packet, that cannot be read, or not changed without a risk for what it holds. */
final class SidecarException extends Exception {
    private static final long serialVersionUID = 1;

    SidecarException(String message) {
        super(message);
    }
}
