package dev.captioner.bundle;

import dev.captioner.api.Internal;

/** The type of a tensor's elements in a file, little endian. The names are those of the safetensors format. */
@Internal
public enum ElementType {
    /** IEEE 754 binary16. */
    F16(2),
    /** IEEE 754 binary32. */
    F32(4);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }
}
