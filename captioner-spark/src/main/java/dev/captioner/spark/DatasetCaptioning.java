package dev.captioner.spark;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Captions of photos anywhere that Hadoop reads from. A photo's row is the same to the last bit, however the photos are divided
 * into tasks and whichever executor of the same kind of processor works on it.
 */
public final class DatasetCaptioning {
    private final SparkSession session;
    private final SharedModel model;

    /**
     * A job of a model.
     *
     * @param modelFolder a path as Hadoop reads it; the driver alone reads it
     * @throws dev.captioner.bundle.ModelException when it is no model folder, or a damaged one
     */
    public DatasetCaptioning(SparkSession session, String modelFolder) {
        this.session = session;
        this.model = SharedModel.of(session, PackedModel.read(new Path(modelFolder), hadoop()));
    }

    /**
     * Captions of all photos in and below folders. Nothing is computed before the rows are asked for.
     *
     * @param sources files, folders or Hadoop's globs
     * @return a row a photo: path, caption, logProbability and truncated, or path, reason and error
     */
    public Dataset<Row> captionsBelow(List<String> sources) {
        return captions(PhotoListing.tasks(session, PhotoListing.paths(session, sources)));
    }

    /** The same of paths that come from elsewhere, with a task for each of their partitions. */
    public Dataset<Row> captions(Dataset<String> paths) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        return paths.mapPartitions(
                new CaptionTask(model, context.broadcast(new SerializableConfiguration(hadoop()))),
                Encoders.row(CaptionRow.SCHEMA));
    }

    private Configuration hadoop() {
        return session.sparkContext().hadoopConfiguration();
    }
}
