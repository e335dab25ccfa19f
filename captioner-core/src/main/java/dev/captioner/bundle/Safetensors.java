package dev.captioner.bundle;

import dev.captioner.api.Internal;
import dev.captioner.math.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The contents of a <a href="https://huggingface.co/docs/safetensors">safetensors</a> file: tensors by name, widened to
 * floats, and free text about them. The layout is eight bytes of header length, a JSON header, and the values, little endian
 * and without holes.
 *
 * @param tensors in storage order when read
 * @param metadata the header's {@code __metadata__}, empty when it has none
 */
@Internal
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    /** Copies the maps, keeping their order. */
    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a whole file, checking everything that can be checked.
     *
     * @throws ModelException when the file cannot be read, is not laid out as the format says to the last byte, holds an
     *     element type other than {@link ElementType}'s, or holds a value that is NaN or infinite
     */
    public static Safetensors read(Path file) {
        return SafetensorsReader.read(file);
    }

    /**
     * Writes a file whose bytes depend only on the tensors, the metadata and the element types, not on the order of the maps.
     * The file appears under its name only when it is complete.
     *
     * @param elementType how to store the tensor of a given name; narrowing rounds to nearest, ties to even
     * @throws ModelException when a value is NaN, infinite or too large for its element type, or the file cannot be written
     */
    public void write(Path file, Function<String, ElementType> elementType) {
        SafetensorsWriter.write(this, file, elementType);
    }
}
