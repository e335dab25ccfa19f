package dev.captioner.spark;

import dev.captioner.image.PhotoLimits;
import java.io.IOException;
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
 * Captions photos in any file system that Hadoop can read. The row of a photo does not depend, to the last bit, on how the photos are
 * partitioned into tasks, or on the executor, if all executors have the same kind of processor.
 */
public final class DatasetCaptioning {
    private final SparkSession session;
    private final SharedModel model;
    private final PhotoLimits limits;

    /**
     * Loads a model and broadcasts it to the executors.
     *
     * @param modelFolder a Hadoop path; only the driver reads it
     * @throws dev.captioner.bundle.ModelException when it is not a model folder, or damaged
     */
    public DatasetCaptioning(SparkSession session, String modelFolder) {
        this(session, modelFolder, PhotoLimits.DEFAULT);
    }

    /**
     * Loads a model and broadcasts it to the executors.
     *
     * @param modelFolder a Hadoop path; only the driver reads it
     * @param limits on each photo
     * @throws dev.captioner.bundle.ModelException when it is not a model folder, or damaged
     */
    public DatasetCaptioning(SparkSession session, String modelFolder, PhotoLimits limits) {
        this.session = session;
        this.limits = limits;
        this.model = SharedModel.of(session, PackedModel.read(new Path(modelFolder), hadoop()));
    }

    /**
     * Captions all photos in and below folders. The data set is lazy: rows are computed when an action needs them.
     *
     * @param sources files, folders or Hadoop globs
     * @return one row per photo: path, caption, logProbability and truncated; or path, reason and error. {@link PhotoListing} counts the
     *     files that are no photos
     * @throws IOException when a source does not exist or cannot be listed
     */
    public Dataset<Row> captionsBelow(List<String> sources) throws IOException {
        return captions(PhotoListing.of(session, sources).tasks(session));
    }

    /**
     * Captions the photos at given paths, with one task per partition. The data set is lazy.
     *
     * @param paths Hadoop paths of photo files
     * @return one row per path, as from {@link #captionsBelow}
     */
    public Dataset<Row> captions(Dataset<String> paths) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        return paths.mapPartitions(
                new CaptionTask(model, limits, context.broadcast(new SerializableConfiguration(hadoop()))),
                Encoders.row(CaptionRow.SCHEMA));
    }

    private Configuration hadoop() {
        return session.sparkContext().hadoopConfiguration();
    }
}
