package dev.captioner.batch.target;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** RFC 4180 in UTF-8, with a header. */
final class CsvFile implements Target {
    private final Path file;
    private final Table table;

    CsvFile(Path file, Table table) {
        this.file = file;
        this.table = table;
    }

    @Override
    public Path place() {
        return file;
    }

    @Override
    public void check() throws IOException {
        CompleteFile.check(file);
    }

    @Override
    public void write(Iterable<PhotoRow> rows) throws IOException {
        CompleteFile.write(file, out -> {
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
