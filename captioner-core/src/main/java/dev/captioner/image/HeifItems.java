package dev.captioner.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The items that the box {@code meta} of a HEIF file lists, such as pictures, tiles and metadata (ISO/IEC 14496-12, 8.11; ISO/IEC
 * 23008-12, 6 and 9). The walk reads the lists and not the items.
 */
final class HeifItems {
    /**
     * A part of the file.
     *
     * @param start offset of its first byte
     */
    record Range(int start, int length) {}

    /**
     * An item that refers to others.
     *
     * @param type such as {@code dimg}, derived from these tiles, and {@code auxl}, an addition to this picture
     */
    private record Reference(String type, int from, List<Integer> to) {}

    private final byte[] file;
    private final PhotoFormat format;

    private int primary = -1;
    private final Map<Integer, String> types = new HashMap<>();
    private final Map<Integer, List<Range>> data = new HashMap<>();
    private final Map<Integer, List<Integer>> properties = new HashMap<>();
    private final List<Reference> references = new ArrayList<>();
    private List<Box> pool = List.of();

    private HeifItems(byte[] file, PhotoFormat format) {
        this.file = file;
        this.format = format;
    }

    /** Reads the lists of a file. */
    static HeifItems of(byte[] file, PhotoFormat format) {
        HeifItems items = new HeifItems(file, format);
        items.read(items.meta());
        return items;
    }

    /** The boxes in the box {@code meta}; what follows it in the file is reached through these alone. */
    private List<Box> meta() {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        boolean sequence = false;
        while (bytes.hasRemaining()) {
            Box box = Box.next(bytes, format);
            if (box.type().equals("meta")) {
                box.content().getInt();
                return Box.all(box.content(), format);
            }
            sequence |= box.type().equals("moov");
        }
        throw sequence
                ? PhotoException.unsupported("a " + format + " sequence without a still picture")
                : PhotoException.damaged(format, "it has no list of its pictures");
    }

    private void read(List<Box> meta) {
        ByteBuffer inside = ByteBuffer.allocate(0);
        for (Box box : meta) {
            if (box.type().equals("idat")) {
                inside = box.content();
            }
        }
        for (Box box : meta) {
            ByteBuffer content = box.content();
            switch (box.type()) {
                case "pitm" -> primary = id(content, version(content) > 0);
                case "iinf" -> readTypes(content);
                case "iref" -> readReferences(content);
                case "iprp" -> readProperties(Box.all(content, format));
                case "iloc" -> readLocations(content, inside);
                default -> {
                    // Not needed for pixels.
                }
            }
        }
    }

    private static int version(ByteBuffer content) {
        return content.getInt() >>> 24;
    }

    private static int unsigned(ByteBuffer content) {
        return Short.toUnsignedInt(content.getShort());
    }

    private static int id(ByteBuffer content, boolean wide) {
        return wide ? content.getInt() : unsigned(content);
    }

    private void readTypes(ByteBuffer content) {
        id(content, version(content) > 0); // their number
        for (Box box : Box.all(content, format)) {
            int version = version(box.content());
            if (version < 2) {
                continue; // has no type
            }
            int id = id(box.content(), version > 2);
            boolean isProtected = unsigned(box.content()) != 0;
            types.put(id, isProtected ? "protected" : Box.fourCharacters(box.content()));
        }
    }

    private void readReferences(ByteBuffer content) {
        boolean wide = version(content) > 0;
        long all = 0;
        for (Box box : Box.all(content, format)) {
            int from = id(box.content(), wide);
            int number = unsigned(box.content());
            all += number;
            Box.checkNumber(all, format);
            List<Integer> to = new ArrayList<>(number);
            for (int i = 0; i < number; i++) {
                to.add(id(box.content(), wide));
            }
            references.add(new Reference(box.type(), from, to));
        }
    }

    private void readProperties(List<Box> boxes) {
        for (Box box : boxes) {
            if (box.type().equals("ipco")) {
                pool = Box.all(box.content(), format);
            } else if (box.type().equals("ipma")) {
                readAssociations(box.content());
            }
        }
    }

    private void readAssociations(ByteBuffer content) {
        int versionAndFlags = content.getInt();
        boolean wideIds = versionAndFlags >>> 24 > 0;
        boolean wideIndices = (versionAndFlags & 1) != 0;
        long entries = Integer.toUnsignedLong(content.getInt());
        Box.checkNumber(entries, format);
        for (int i = 0; i < entries; i++) {
            int id = id(content, wideIds);
            int number = Byte.toUnsignedInt(content.get());
            List<Integer> indices = new ArrayList<>(number);
            for (int j = 0; j < number; j++) {
                indices.add(wideIndices ? content.getShort() & 0x7FFF : content.get() & 0x7F);
            }
            properties.put(id, indices);
        }
    }

    private void readLocations(ByteBuffer content, ByteBuffer inside) {
        int version = version(content);
        int sizes = unsigned(content);
        int offsetSize = sizes >> 12;
        int lengthSize = sizes >> 8 & 0xF;
        int baseSize = sizes >> 4 & 0xF;
        int indexSize = version == 0 ? 0 : sizes & 0xF;
        long items = Integer.toUnsignedLong(id(content, version > 1));
        Box.checkNumber(items, format);
        long extents = 0;
        for (int i = 0; i < items; i++) {
            int id = id(content, version > 1);
            int method = version == 0 ? 0 : unsigned(content) & 0xF;
            boolean elsewhere = unsigned(content) != 0 || method > 1;
            long base = number(content, baseSize);
            int number = unsigned(content);
            extents += number;
            Box.checkNumber(extents, format);
            List<Range> ranges = new ArrayList<>(number);
            for (int j = 0; j < number; j++) {
                number(content, indexSize);
                long offset = base + number(content, offsetSize);
                long length = number(content, lengthSize);
                if (!elsewhere) {
                    ranges.add(range(method == 1 ? inside : ByteBuffer.wrap(file), offset, length));
                }
            }
            data.put(id, ranges);
        }
    }

    private static long number(ByteBuffer content, int size) {
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << 8 | Byte.toUnsignedLong(content.get());
        }
        return number;
    }

    /** A length of 0 means up to the end. Wrong ranges are empty: they matter only if the picture needs them. */
    private static Range range(ByteBuffer bytes, long offset, long length) {
        long rest = bytes.remaining() - offset;
        if (offset < 0 || length < 0 || rest < length) {
            return new Range(0, 0);
        }
        return new Range(bytes.position() + (int) offset, (int) (length == 0 ? rest : length));
    }

    /** The picture that a viewer shows. */
    int primary() {
        if (!types.containsKey(primary)) {
            throw PhotoException.damaged(format, "it does not say which of its pictures to show");
        }
        return primary;
    }

    /** The type of an item; empty for one that is not listed. */
    String type(int item) {
        return types.getOrDefault(item, "");
    }

    /** Whether the file has all bytes of an item. */
    boolean hasData(int item) {
        List<Range> ranges = data.getOrDefault(item, List.of());
        return !ranges.isEmpty() && ranges.stream().allMatch(range -> range.length() > 0);
    }

    /** The parts of the file that make up an item, in order. */
    List<Range> data(int item) {
        if (!hasData(item)) {
            throw PhotoException.damaged(format, "it ends before its picture data does");
        }
        return data.getOrDefault(item, List.of());
    }

    /** The properties of an item, in order. */
    List<Box> properties(int item) {
        List<Box> boxes = new ArrayList<>();
        for (int index : properties.getOrDefault(item, List.of())) {
            if (index > pool.size()) {
                throw PhotoException.damaged(format, "it lacks a property of its picture");
            }
            if (index > 0) { // 0 stands for none
                boxes.add(pool.get(index - 1));
            }
        }
        return boxes;
    }

    /** What an item refers to in a way, in order; empty if it does not. */
    List<Integer> references(String type, int from) {
        return references.stream()
                .filter(reference -> reference.from == from && reference.type.equals(type))
                .findFirst()
                .map(Reference::to)
                .orElse(List.of());
    }

    /** The items that refer to another in a way. */
    List<Integer> referringTo(String type, int to) {
        return references.stream()
                .filter(reference -> reference.type.equals(type) && reference.to.contains(to))
                .map(Reference::from)
                .toList();
    }

    /** The first part of an item, which is the only one of small items. */
    ByteBuffer start(int item) {
        Range first = data(item).get(0);
        return ByteBuffer.wrap(file, first.start, first.length);
    }
}
