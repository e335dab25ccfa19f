package dev.captioner.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a UTF-8 file of tab-separated columns. A byte order mark at the start, carriage returns at line ends,
 * blank lines and white space around a column are ignored.
 */
final class TabSeparatedLines {
    /** Far above any caption collection (all of COCO is 45 MB), far below what an array can hold. */
    private static final long MAXIMUM_BYTES = 512L << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TabSeparatedLines() {}

    /**
     * @throws CaptionFileException when the file is larger than 512 MB or a line is not UTF-8
     * @throws IOException when the file cannot be read
     */
    static List<TabSeparatedLine> read(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_BYTES) {
            throw new CaptionFileException(
                    file, "expected at most " + MAXIMUM_BYTES + " bytes, found " + Files.size(file));
        }
        byte[] bytes = Files.readAllBytes(file);
        List<TabSeparatedLine> lines = new ArrayList<>();
        int start = 0;
        for (int number = 1; start < bytes.length; number++) {
            int end = endOfLine(bytes, start);
            String text = decode(file, number, ByteBuffer.wrap(bytes, start, end - start));
            if (number == 1 && text.startsWith(BYTE_ORDER_MARK)) {
                text = text.substring(1);
            }
            if (!text.isBlank()) {
                lines.add(new TabSeparatedLine(file, number, columns(text)));
            }
            start = end + 1;
        }
        return lines;
    }

    private static int endOfLine(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String decode(Path file, int number, ByteBuffer line) throws CaptionFileException {
        try {
            // A fresh decoder reports malformed input; new String(bytes, UTF_8) would replace it silently.
            return StandardCharsets.UTF_8.newDecoder().decode(line).toString();
        } catch (CharacterCodingException e) {
            throw new CaptionFileException(
                    file, number, "expected UTF-8, found bytes that are not; save the file as UTF-8");
        }
    }

    private static List<String> columns(String text) {
        List<String> columns = new ArrayList<>();
        for (String column : text.split("\t", -1)) {
            columns.add(column.strip());
        }
        return columns;
    }
}
