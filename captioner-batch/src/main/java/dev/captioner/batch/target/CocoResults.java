package dev.captioner.batch.target;

import dev.captioner.file.OutputFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The results format of COCO's evaluation: an array of {@code {"image_id", "caption"}}. The id is the number that the photo's file name ends
 * with, as in {@code COCO_val2014_000000000042.jpg}; unless a name has none or two have the same: then all ids are places in
 * the source, from 1. Photos without a caption are left out.
 */
record CocoResults(OutputFile file) implements FileTarget {
    private static final Pattern NUMBER = Pattern.compile("(\\d+)(\\.[^./]*)?$");

    private record Result(long image_id, String caption, String file_name) {}

    @Override
    public void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException {
        boolean numbered = namesAreNumbers(rows);
        file.write(out -> {
            String before = "[";
            for (PhotoRow row : rows) {
                Described described = row.described();
                if (described == null) {
                    continue;
                }
                out.write(before.getBytes(StandardCharsets.US_ASCII));
                long id = numbered ? number(row.name()).orElseThrow() : row.place() + 1;
                JsonLines.line(out, new Result(id, described.best().text(), row.name()));
                before = ",";
            }
            out.write((before.equals("[") ? "[]\n" : "]\n").getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static boolean namesAreNumbers(Iterable<PhotoRow> rows) {
        Set<Long> numbers = new HashSet<>();
        for (PhotoRow row : rows) {
            OptionalLong number = number(row.name());
            if (row.described() != null && (number.isEmpty() || !numbers.add(number.getAsLong()))) {
                return false;
            }
        }
        return true;
    }

    private static OptionalLong number(String name) {
        Matcher matcher = NUMBER.matcher(name);
        if (!matcher.find()) {
            return OptionalLong.empty();
        }
        BigInteger number = new BigInteger(matcher.group(1));
        return number.bitLength() < Long.SIZE ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }
}
