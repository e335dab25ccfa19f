package dev.captioner.image;

import dev.captioner.image.colour.CodePoints;
import dev.captioner.image.colour.ColourConversion;
import dev.captioner.image.colour.ColourSpace;
import dev.captioner.image.colour.IccProfile;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks a HEIC or AVIF file (ISO/IEC 23008-12) and keeps the picture that a viewer shows: its tiles, its transparency, and of their
 * properties those that pixels depend on. Thumbnails, depth and gain maps, further pictures, sequences and metadata
 * are dropped; EXIF is read for the orientation if the file states none of its own, and the colour profile by {@link IccProfile}.
 */
final class HeifParser {
    private static final Set<String> KEPT = Set.of("hvcC", "av1C", "ispe", "pixi", "auxC", "clap");
    /** Where the code points of ITU-T H.273 stand in the box {@code colr}. */
    private static final int PRIMARIES = 4;

    private static final int TRANSFER = 6;
    private static final short SRGB_PRIMARIES = 1;
    private static final short SRGB_TRANSFER = 13;

    private static final Set<String> LAYERS = Set.of("a1op", "lsel");
    private static final Set<String> ALPHA = Set.of(
            "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1", "urn:mpeg:avc:2015:auxid:1");

    private final byte[] file;
    private final PhotoFormat format;
    private final PhotoLimits limits;

    private final IdentityHashMap<Box, Box> srgb = new IdentityHashMap<>();
    private boolean deep;

    /** A size in pixels. */
    private record Size(int width, int height) {}

    HeifParser(PhotoFormat format, byte[] file, PhotoLimits limits) {
        this.format = format;
        this.file = file;
        this.limits = limits;
    }

    EncodedHeif parse() {
        try {
            return walk(HeifItems.of(file, format));
        } catch (IllegalArgumentException e) {
            throw PhotoException.damaged(format, "its pictures share bytes", e);
        } catch (BufferUnderflowException e) {
            throw PhotoException.damaged(format, "one of its lists ends early", e);
        }
    }

    private EncodedHeif walk(HeifItems items) {
        int primary = items.primary();
        EncodedHeif.Codec codec = codec(items, primary);
        HeifWriter writer = new HeifWriter(codec.brand(), file);
        Size size = keep(items, primary, codec, writer);
        boolean translucent = false;
        for (int auxiliary : items.referringTo("auxl", primary)) {
            if (!translucent && isAlpha(items, auxiliary)) {
                translucent = true;
                int number = writer.items() + 1;
                keep(items, auxiliary, codec(items, auxiliary), writer);
                writer.refer("auxl", number, List.of(1));
                if (items.references("prem", primary).contains(auxiliary)) {
                    writer.refer("prem", 1, List.of(number));
                }
            }
        }
        Size shown = cropped(items, primary, size);
        return new EncodedHeif(
                format,
                writer.write(),
                codec,
                shown.width,
                shown.height,
                orientation(items, primary),
                conversion(items, primary),
                deep,
                translucent);
    }

    /** How an item or its tiles are compressed. */
    private EncodedHeif.Codec codec(HeifItems items, int item) {
        String type = items.type(item);
        if (type.equals("grid")) {
            List<Integer> tiles = items.references("dimg", item);
            type = tiles.isEmpty() ? "" : items.type(tiles.get(0));
        }
        for (EncodedHeif.Codec codec : EncodedHeif.Codec.values()) {
            if (codec.item().equals(type)) {
                return codec;
            }
        }
        throw type.isEmpty()
                ? PhotoException.damaged(format, "it lacks its picture")
                : PhotoException.unsupported(
                        "a " + format + " file with a picture of the kind \"" + Box.printable(type) + '"');
    }

    /** Adds a picture and its tiles to the new file. Returns its size. */
    private Size keep(HeifItems items, int item, EncodedHeif.Codec codec, HeifWriter writer) {
        Size size = size(items, item);
        if (!items.type(item).equals("grid")) {
            add(items, item, codec, writer);
            return size;
        }
        ByteBuffer grid = items.start(item);
        boolean wide = (grid.getShort() & 1) != 0; // the lowest bit of version and flags
        int rows = 1 + Byte.toUnsignedInt(grid.get());
        int columns = 1 + Byte.toUnsignedInt(grid.get());
        int width = wide ? grid.getInt() : Short.toUnsignedInt(grid.getShort());
        int height = wide ? grid.getInt() : Short.toUnsignedInt(grid.getShort());
        List<Integer> tiles = items.references("dimg", item);
        if (width != size.width || height != size.height || tiles.size() != rows * columns) {
            throw PhotoException.damaged(format, "its tiles do not make up its picture");
        }
        Size tile = size(items, tiles.get(0));
        limits.check(format, (long) tile.width * columns, (long) tile.height * rows);

        int number = writer.add("grid", kept(items, item), items.data(item));
        List<Integer> numbers = new ArrayList<>();
        for (int each : tiles) {
            if (!size(items, each).equals(tile)) {
                throw PhotoException.damaged(format, "its tiles have different sizes");
            }
            numbers.add(add(items, each, codec, writer));
        }
        writer.refer("dimg", number, numbers);
        return size;
    }

    private int add(HeifItems items, int item, EncodedHeif.Codec codec, HeifWriter writer) {
        List<Box> kept = kept(items, item);
        if (!items.type(item).equals(codec.item()) || !has(kept, codec.configuration())) {
            throw PhotoException.damaged(format, "it lacks the description of its picture data");
        }
        deep |= isDeep(kept, codec);
        return writer.add(codec.item(), kept, items.data(item));
    }

    /** Whether the description of a codec states samples of more than 8 bits (ISO/IEC 14496-15, 8.3.3.1; AV1 in ISOBMFF, 2.3). */
    private static boolean isDeep(List<Box> properties, EncodedHeif.Codec codec) {
        for (Box property : properties) {
            ByteBuffer content = property.content();
            if (property.type().equals(codec.configuration())) {
                int start = content.position();
                return switch (codec) {
                    case HEVC -> (content.get(start + 17) & 7) != 0 || (content.get(start + 18) & 7) != 0;
                    case AV1 -> (content.get(start + 2) & 0x60) != 0;
                };
            }
        }
        return false;
    }

    /** The size that is left of a picture's (ISO/IEC 14496-12, 12.1.4): encoders pad pictures whose sides are odd. */
    private Size cropped(HeifItems items, int item, Size size) {
        for (Box property : items.properties(item)) {
            if (property.type().equals("clap")) {
                ByteBuffer content = property.content().duplicate();
                Size left =
                        new Size(whole(content.getInt(), content.getInt()), whole(content.getInt(), content.getInt()));
                if (left.width > size.width || left.height > size.height) {
                    throw PhotoException.damaged(format, "it is cropped to more than its picture");
                }
                return left;
            }
        }
        return size;
    }

    private int whole(int numerator, int denominator) {
        if (numerator < 1 || denominator < 1 || numerator % denominator != 0) {
            throw PhotoException.damaged(format, "it is cropped to a size that is not in whole pixels");
        }
        return numerator / denominator;
    }

    private Size size(HeifItems items, int item) {
        for (Box property : items.properties(item)) {
            if (property.type().equals("ispe")) {
                ByteBuffer content = property.content().duplicate();
                content.getInt();
                long width = Integer.toUnsignedLong(content.getInt());
                long height = Integer.toUnsignedLong(content.getInt());
                limits.check(format, width, height);
                return new Size((int) width, (int) height);
            }
        }
        throw PhotoException.damaged(format, "it does not state its size");
    }

    private List<Box> kept(HeifItems items, int item) {
        List<Box> properties = items.properties(item);
        if (properties.stream().anyMatch(property -> LAYERS.contains(property.type()))) {
            throw PhotoException.unsupported("a " + format + " picture in layers");
        }
        return properties.stream()
                .filter(HeifParser::isNeeded)
                .map(this::withoutColourSpace)
                .toList();
    }

    /** Says sRGB instead of another space, which is applied later. What remains says how brightness and colour became RGB. */
    private Box withoutColourSpace(Box property) {
        return property.type().equals("colr") ? srgb.computeIfAbsent(property, HeifParser::srgb) : property;
    }

    private static Box srgb(Box codePoints) {
        ByteBuffer content = codePoints.content().duplicate();
        ByteBuffer changed = ByteBuffer.allocate(content.remaining());
        changed.put(content).putShort(PRIMARIES, SRGB_PRIMARIES).putShort(TRANSFER, SRGB_TRANSFER);
        return new Box(codePoints.type(), changed.flip());
    }

    private static boolean isNeeded(Box property) {
        return KEPT.contains(property.type())
                || (property.type().equals("colr") && startsWith(property.content(), "nclx"));
    }

    private static boolean has(List<Box> properties, String type) {
        return properties.stream().anyMatch(property -> property.type().equals(type));
    }

    private static boolean startsWith(ByteBuffer content, String type) {
        return content.remaining() >= 4
                && Box.fourCharacters(content.duplicate()).equals(type);
    }

    private static boolean isAlpha(HeifItems items, int item) {
        for (Box property : items.properties(item)) {
            if (property.type().equals("auxC")) {
                ByteBuffer content = property.content().duplicate();
                content.getInt();
                StringBuilder name = new StringBuilder();
                for (int c = content.get(); c != 0; c = content.get()) {
                    name.append((char) c);
                }
                return ALPHA.contains(name.toString());
            }
        }
        return false;
    }

    /** By a profile, which comes first when there are both (ISO/IEC 23000-22, 7.3.6.4), or by code points. */
    private static ColourConversion conversion(HeifItems items, int primary) {
        Optional<ColourSpace> space = Optional.empty();
        for (Box property : items.properties(primary)) {
            ByteBuffer content = property.content();
            if (!property.type().equals("colr")) {
                continue;
            }
            int start = content.position();
            if (startsWith(content, "prof") || startsWith(content, "rICC")) {
                byte[] profile = new byte[Math.min(content.remaining() - 4, IccProfile.MOST_BYTES)];
                content.duplicate().position(start + 4).get(profile);
                space = IccProfile.rgb(profile);
                break;
            }
            if (startsWith(content, "nclx")) {
                // libheif makes full range of everything.
                space = CodePoints.colourSpace(
                        Short.toUnsignedInt(content.getShort(start + PRIMARIES)),
                        Short.toUnsignedInt(content.getShort(start + TRANSFER)),
                        true);
            }
        }
        return space.map(ColourSpace::toSrgb).orElse(ColourConversion.NONE);
    }

    /** What the file states in boxes of its own, in order; else what EXIF says. */
    private Orientation orientation(HeifItems items, int primary) {
        Orientation orientation = Orientation.UPRIGHT;
        boolean stated = false;
        for (Box property : items.properties(primary)) {
            if (property.type().equals("irot")) {
                stated = true;
                orientation = orientation.then(
                        switch (property.content().duplicate().get() & 3) { // quarter turns to the left
                            case 1 -> Orientation.TURN_LEFT;
                            case 2 -> Orientation.UPSIDE_DOWN;
                            case 3 -> Orientation.TURN_RIGHT;
                            default -> Orientation.UPRIGHT;
                        });
            } else if (property.type().equals("imir")) {
                stated = true;
                boolean leftToRight = (property.content().duplicate().get() & 1) != 0;
                orientation = orientation.then(leftToRight ? Orientation.MIRRORED : Orientation.FLIPPED);
            }
        }
        return stated ? orientation : orientationOfExif(items, primary);
    }

    private static Orientation orientationOfExif(HeifItems items, int primary) {
        for (int item : items.referringTo("cdsc", primary)) {
            if (items.type(item).equals("Exif") && items.hasData(item)) {
                ByteBuffer exif = items.start(item);
                // Four bytes say how many others stand before the TIFF structure.
                long before = exif.remaining() < 4 ? exif.remaining() : Integer.toUnsignedLong(exif.getInt());
                if (before < exif.remaining()) {
                    exif.position(exif.position() + (int) before);
                    return Exif.orientation(exif.slice());
                }
            }
        }
        return Orientation.UPRIGHT;
    }
}
