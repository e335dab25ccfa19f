package dev.captioner.spark;

import dev.captioner.image.PhotoExtensions;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/**
 * Lists the photo files below folders with Spark's {@code binaryFile} source. The source could read the files too, but it skips
 * empty files silently and fails the job at the first unreadable file.
 */
final class PhotoListing {
    /** Few enough that a failed task loses little work, and enough that the overhead of a task is negligible. */
    private static final int PHOTOS_PER_TASK = 500;

    private PhotoListing() {}

    /**
     * Lists photos as Hadoop paths.
     *
     * @param sources files, folders or Hadoop globs; hidden files and files whose names start with {@code _} are skipped
     */
    static List<String> paths(SparkSession session, List<String> sources) {
        String[] files = session.read()
                .format("binaryFile")
                .option("recursiveFileLookup", true)
                .option("pathGlobFilter", glob())
                .load(sources.toArray(String[]::new))
                .inputFiles();
        return Arrays.stream(files)
                .map(file -> new Path(URI.create(file)).toString())
                .toList();
    }

    /** Partitions paths into tasks of hundreds of photos, or of fewer where some cores would otherwise be idle. */
    static Dataset<String> tasks(SparkSession session, List<String> paths) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        int full = (paths.size() + PHOTOS_PER_TASK - 1) / PHOTOS_PER_TASK;
        int tasks = Math.max(full, Math.min(paths.size(), context.defaultParallelism()));
        return session.createDataset(
                context.parallelize(paths, Math.max(1, tasks)).rdd(), Encoders.STRING());
    }

    /** A glob that matches the extensions in upper and lower case. */
    private static String glob() {
        return PhotoExtensions.all().stream().map(PhotoListing::anyCase).collect(Collectors.joining(",", "*.{", "}"));
    }

    private static String anyCase(String extension) {
        return extension
                .chars()
                .mapToObj(letter -> {
                    String lower = Character.toString(letter);
                    return "[" + lower + lower.toUpperCase(Locale.ROOT) + "]";
                })
                .collect(Collectors.joining());
    }
}
