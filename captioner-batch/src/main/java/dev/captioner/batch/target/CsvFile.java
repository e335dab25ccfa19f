package dev.captioner.batch.target;

import dev.captioner.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** RFC 4180 in UTF-8, with a header. */
record CsvFile(Path place, Table table) implements Target {
    @Override
    public void write(PhotoRows rows) throws IOException {
        AtomicFile.write(place, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180);
            printer.printRecord(table.columns().stream().map(Table.Column::name));
            for (PhotoRow row : rows) {
                printer.printRecord(table.values(row));
            }
            printer.flush();
        });
    }
}
