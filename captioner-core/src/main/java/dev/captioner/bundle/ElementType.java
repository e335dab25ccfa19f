package dev.captioner.bundle;

/** How one value of a tensor is stored, little endian. The names are those of the safetensors format. */
public enum ElementType {
    /** IEEE 754 binary16. */
    F16(2),
    /** IEEE 754 binary32. */
    F32(4);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes a value. */
    public int bytes() {
        return bytes;
    }
}
