package dev.captioner.bundle;

import dev.captioner.file.AtomicFile;
import dev.captioner.math.HalfFloat;
import dev.captioner.math.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Writes a safetensors file: wide elements first, then by name, so that every tensor is aligned and the order is fixed. */
final class SafetensorsWriter {
    private static final int ALIGNMENT = 8; // of the data section, as the format's own writer does it
    private static final JsonMapper JSON = JsonMapper.shared();

    private SafetensorsWriter() {}

    /** A tensor to write. */
    private record Item(String name, ElementType type, Tensor tensor) {
        Map<String, Object> description(long begin, long end) {
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("dtype", type.name());
            description.put("shape", tensor.shape());
            description.put("data_offsets", new long[] {begin, end});
            return description;
        }
    }

    static void write(Safetensors contents, Path file, Function<String, ElementType> elementType) {
        List<Item> items = new ArrayList<>();
        contents.tensors().forEach((name, tensor) -> items.add(new Item(name, elementType.apply(name), tensor)));
        items.sort(Comparator.comparingInt((Item item) -> -item.type().bytes()).thenComparing(Item::name));

        Map<String, Object> header = new LinkedHashMap<>();
        if (!contents.metadata().isEmpty()) {
            header.put(SafetensorsHeader.METADATA, new TreeMap<>(contents.metadata()));
        }
        List<ByteBuffer> data = new ArrayList<>();
        long begin = 0;
        for (Item item : items) {
            ByteBuffer encoded = encode(file, item);
            long end = begin + encoded.remaining();
            header.put(item.name(), item.description(begin, end));
            data.add(encoded);
            begin = end;
        }
        data.add(0, padded(JSON.writeValueAsBytes(header)));
        writeAll(file, data);
    }

    private static ByteBuffer encode(Path file, Item item) {
        ElementType type = item.type();
        float[] values = item.tensor().values();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            float stored = type == ElementType.F16 ? HalfFloat.toFloat(HalfFloat.fromFloat(values[i])) : values[i];
            if (!Float.isFinite(stored)) {
                throw new ModelException(file + ": tensor " + item.name() + ": expected values that are finite in "
                        + type + ", found " + values[i] + " at index " + i);
            }
        }
        switch (type) {
            case F16 -> HalfFloat.fromFloats(values, 0, values.length, bytes.asShortBuffer());
            case F32 -> bytes.asFloatBuffer().put(values);
        }
        return bytes;
    }

    private static ByteBuffer padded(byte[] json) {
        int length = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer bytes =
                ByteBuffer.allocate(SafetensorsReader.LENGTH_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(json);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.flip();
    }

    private static void writeAll(Path file, List<ByteBuffer> buffers) {
        try {
            AtomicFile.make(file, part -> {
                try (FileChannel channel =
                        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    for (ByteBuffer buffer : buffers) {
                        while (buffer.hasRemaining()) {
                            channel.write(buffer);
                        }
                    }
                }
            });
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
