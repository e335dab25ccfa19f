package dev.captioner.batch.target;

import blue.strategic.parquet.ParquetWriter;
import dev.captioner.file.OutputFile;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Parquet with the columns of the CSV; missing values are null. */
record ParquetFile(OutputFile file, Table table) implements FileTarget {
    @Override
    public void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException {
        List<Table.Column> columns = table.columns();
        MessageType schema =
                new MessageType("photo", columns.stream().map(ParquetFile::type).toList());
        file.make(part -> {
            try (PhotoFields.Reading fields = table.fields().new Reading();
                    ParquetWriter<List<Object>> writer =
                            ParquetWriter.writeFile(schema, part.toFile(), (values, out) -> {
                                for (int i = 0; i < columns.size(); i++) {
                                    if (values.get(i) != null) {
                                        out.write(columns.get(i).name(), values.get(i));
                                    }
                                }
                            })) {
                for (PhotoRow row : rows) {
                    writer.write(table.values(row, fields.of(row)));
                }
            }
        });
    }

    private static Type type(Table.Column column) {
        return column.isNumber()
                ? Types.optional(PrimitiveTypeName.DOUBLE).named(column.name())
                : Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column.name());
    }
}
