package dev.captioner.image.colour;

/** Turns 8-bit RGB of some colour space into 8-bit sRGB. Immutable. */
@FunctionalInterface
public interface ColourConversion {
    /** For samples that are sRGB already. */
    ColourConversion NONE = (rgb, pixels) -> {};

    /**
     * Converts a row in place.
     *
     * @param rgb red, green and blue of each pixel
     * @param pixels how many of them to convert, from the first
     */
    void apply(byte[] rgb, int pixels);
}
