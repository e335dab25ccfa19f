package dev.captioner.bundle;

import dev.captioner.math.HalfFloat;
import dev.captioner.math.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a whole safetensors file into memory. It does not use a memory map: if another process truncates the file,
 * reading the map would kill this one.
 */
final class SafetensorsReader {
    static final int LENGTH_BYTES = 8;

    /** Slightly less than the longest Java array. */
    private static final long MOST_BYTES = 2_000_000_000;

    private final String file;
    private final ByteBuffer bytes;

    private SafetensorsReader(String file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    static Safetensors read(Path file) {
        return new SafetensorsReader(file.toString(), contents(file)).read();
    }

    private static ByteBuffer contents(Path file) {
        if (Files.isDirectory(file)) {
            throw new ModelException(file + ": expected a safetensors file, found a directory");
        }
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new ModelException(file + ": expected at most " + MOST_BYTES + " bytes, found " + size);
            }
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": expected a safetensors file, found none", e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private Safetensors read() {
        int dataStart = LENGTH_BYTES + headerLength();
        byte[] json = new byte[dataStart - LENGTH_BYTES];
        bytes.get(LENGTH_BYTES, json);
        SafetensorsHeader header = SafetensorsHeader.parse(file, json, (long) bytes.capacity() - dataStart);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            tensors.put(entry.name(), tensor(entry, dataStart));
        }
        return new Safetensors(tensors, header.metadata());
    }

    private int headerLength() {
        if (bytes.capacity() < LENGTH_BYTES) {
            throw new ModelException(file + ": expected at least " + LENGTH_BYTES + " bytes of header length, found "
                    + bytes.capacity());
        }
        long length = bytes.getLong(0);
        long most = (long) bytes.capacity() - LENGTH_BYTES;
        if (length < 2 || length > most) {
            throw new ModelException(file + ": expected a header of 2 to " + most
                    + " bytes, which is what the file can hold, found a header length of "
                    + Long.toUnsignedString(length));
        }
        return (int) length;
    }

    private Tensor tensor(SafetensorsHeader.Entry entry, int dataStart) {
        float[] values = new float[entry.values()];
        ByteBuffer data = bytes.slice(dataStart + (int) entry.begin(), (int) (entry.end() - entry.begin()))
                .order(ByteOrder.LITTLE_ENDIAN);
        switch (entry.type()) {
            case F16 -> HalfFloat.toFloats(data.asShortBuffer(), values, 0, values.length);
            case F32 -> data.asFloatBuffer().get(values);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new ModelException(file + ": tensor " + entry.name() + ": expected finite values, found "
                        + values[i] + " at index " + i);
            }
        }
        return Tensor.of(values, entry.shape());
    }
}
