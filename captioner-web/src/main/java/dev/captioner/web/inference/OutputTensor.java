package dev.captioner.web.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An output tensor, with one dimension.
 *
 * @param values strings, doubles or booleans, according to the type
 */
record OutputTensor(TensorType type, List<?> values) {
    /** The values as binary data, little endian. */
    byte[] bytes() {
        List<byte[]> elements = values.stream().map(OutputTensor::bytes).toList();
        ByteBuffer all = ByteBuffer.allocate(
                elements.stream().mapToInt(element -> element.length).sum());
        elements.forEach(all::put);
        return all.array();
    }

    private static byte[] bytes(Object value) {
        if (value instanceof Double number) {
            return littleEndian(Double.BYTES).putDouble(number).array();
        }
        if (value instanceof Boolean truth) {
            return new byte[] {(byte) (truth ? 1 : 0)};
        }
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        return littleEndian(Integer.BYTES + text.length)
                .putInt(text.length)
                .put(text)
                .array();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
