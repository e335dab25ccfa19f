package dev.captioner.spark;

import dev.captioner.Caption;
import dev.captioner.image.PhotoException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The row of a photo: its caption, or the reason why it was rejected. */
final class CaptionRow {
    /** Either {@code caption} to {@code truncated}, as in {@link Caption}, or {@code reason} and {@code error} are null. */
    static final StructType SCHEMA = new StructType()
            .add("path", DataTypes.StringType, false)
            .add("caption", DataTypes.StringType)
            .add("logProbability", DataTypes.DoubleType)
            .add("truncated", DataTypes.BooleanType)
            .add("reason", DataTypes.StringType)
            .add("error", DataTypes.StringType);

    private CaptionRow() {}

    static Row of(String path, Caption caption) {
        return RowFactory.create(path, caption.text(), caption.logProbability(), caption.truncated(), null, null);
    }

    static Row of(String path, PhotoException problem) {
        return RowFactory.create(path, null, null, null, problem.reason().name(), problem.getMessage());
    }
}
