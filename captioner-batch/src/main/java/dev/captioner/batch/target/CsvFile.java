package dev.captioner.batch.target;

import dev.captioner.file.OutputFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** RFC 4180 in UTF-8, with a header. */
record CsvFile(OutputFile file, Table table) implements FileTarget {
    @Override
    public void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException {
        file.write(out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
            printer.printRecord(table.columns().stream().map(Table.Column::name));
            try (PhotoFields.Reading fields = table.fields().new Reading()) {
                for (PhotoRow row : rows) {
                    printer.printRecord(table.values(row, fields.of(row)));
                }
            }
            printer.flush();
        });
    }
}
