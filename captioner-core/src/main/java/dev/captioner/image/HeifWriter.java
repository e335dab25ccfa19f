package dev.captioner.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a HEIF file of a few pictures: each with its properties, its data and what it is derived from, and nothing else. Items get
 * the numbers 1, 2 and so on, in the order in which they were added; a viewer shows the first.
 */
final class HeifWriter {
    private static final int HIDDEN = 1;

    /**
     * A picture.
     *
     * @param data offset of its bytes, among those of all pictures
     */
    private record Item(String type, List<Integer> properties, int data, int length) {}

    /** An item that refers to others. */
    private record Reference(String type, int from, List<Integer> to) {}

    private final String brand;
    private final byte[] source;
    private final List<Item> items = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final IdentityHashMap<Box, Integer> properties = new IdentityHashMap<>();
    private final ByteArrayOutputStream pool = new ByteArrayOutputStream();
    private final Map<List<HeifItems.Range>, Integer> offsets = new HashMap<>();
    private final List<HeifItems.Range> data = new ArrayList<>();
    private int dataLength;

    /** Of pictures in a file. */
    HeifWriter(String brand, byte[] source) {
        this.brand = brand;
        this.source = source;
    }

    /**
     * Adds a picture and returns its number.
     *
     * @param ranges the parts of its data
     * @throws IllegalArgumentException when the data of all pictures is longer than the file that they come from
     */
    int add(String type, List<Box> itsProperties, List<HeifItems.Range> ranges) {
        List<Integer> indices = new ArrayList<>();
        for (Box property : itsProperties) {
            Integer index = properties.get(property);
            if (index == null) {
                byte[] content = new byte[property.content().remaining()];
                property.content().duplicate().get(content);
                pool.writeBytes(box(property.type(), content));
                index = properties.size() + 1;
                properties.put(property, index);
            }
            indices.add(index);
        }
        long length = ranges.stream().mapToLong(HeifItems.Range::length).sum();
        Integer offset = offsets.get(ranges); // pictures with the same content may share it
        if (offset == null) {
            if (dataLength + length > source.length) {
                throw new IllegalArgumentException("the data of pictures overlaps");
            }
            offset = dataLength;
            data.addAll(ranges);
            dataLength += (int) length;
            offsets.put(ranges, offset);
        }
        items.add(new Item(type, indices, offset, (int) length));
        return items.size();
    }

    /** The number of pictures so far. */
    int items() {
        return items.size();
    }

    /** States what an item refers to. */
    void refer(String type, int from, List<Integer> to) {
        references.add(new Reference(type, from, to));
    }

    SanitizedBytes write() {
        byte[] start = box("ftyp", ascii(brand), ints(0), ascii("mif1"), ascii(brand));
        byte[] header = concat(ints(8 + dataLength), ascii("mdat"));
        int before = start.length + meta(0).length + header.length;
        SanitizedBytes.Builder file = new SanitizedBytes.Builder();
        file.add(start).add(meta(before)).add(header);
        for (HeifItems.Range range : data) {
            file.add(source, range.start(), range.start() + range.length());
        }
        return file.build();
    }

    private byte[] meta(int dataStart) {
        return box(
                "meta",
                ints(0),
                box("hdlr", ints(0, 0), ascii("pict"), new byte[13]),
                box("pitm", ints(0), shorts(1)),
                types(),
                references(),
                box("iprp", box("ipco", pool.toByteArray()), associations()),
                locations(dataStart));
    }

    private byte[] types() {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (int i = 0; i < items.size(); i++) {
            int flags = i == 0 ? 0 : HIDDEN;
            entries.writeBytes(box(
                    "infe",
                    ints(2 << 24 | flags),
                    shorts(i + 1, 0),
                    ascii(items.get(i).type()),
                    new byte[1]));
        }
        return box("iinf", ints(0), shorts(items.size()), entries.toByteArray());
    }

    private byte[] references() {
        if (references.isEmpty()) {
            return new byte[0];
        }
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (Reference reference : references) {
            entries.writeBytes(box(
                    reference.type(),
                    shorts(reference.from(), reference.to().size()),
                    shorts(reference.to().stream().mapToInt(Integer::intValue).toArray())));
        }
        return box("iref", ints(0), entries.toByteArray());
    }

    private byte[] associations() {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (int i = 0; i < items.size(); i++) {
            List<Integer> indices = items.get(i).properties();
            entries.writeBytes(shorts(i + 1));
            entries.write(indices.size());
            entries.writeBytes(
                    shorts(indices.stream().mapToInt(Integer::intValue).toArray()));
        }
        return box("ipma", ints(1, items.size()), entries.toByteArray()); // the flag: indices of 15 bits
    }

    private byte[] locations(int dataStart) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (int i = 0; i < items.size(); i++) {
            entries.writeBytes(shorts(i + 1, 0, 1));
            entries.writeBytes(
                    ints(dataStart + items.get(i).data(), items.get(i).length()));
        }
        return box(
                "iloc", ints(0), shorts(0x4400, items.size()), entries.toByteArray()); // offsets and lengths of 4 bytes
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] content = concat(parts);
        return concat(ints(8 + content.length), ascii(type), content);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    private static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }
}
