package dev.captioner.spark;

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
 * The photo files below folders. Spark's {@code binaryFile} source lists them; it could give their bytes too, but it passes over
 * empty files without a word, and fails the job at the first file that cannot be read.
 */
final class PhotoListing {
    /** What {@code captioner caption} takes from a folder. */
    private static final List<String> EXTENSIONS = List.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp");

    /** Few enough that little is lost with a task, and enough that starting one costs nothing beside them. */
    private static final int PHOTOS_OF_A_TASK = 500;

    private PhotoListing() {}

    /**
     * Paths, as Hadoop writes them.
     *
     * @param sources files, folders or Hadoop's globs; hidden files, and those whose names begin with {@code _}, are passed over
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

    /** Paths divided into tasks: of hundreds of photos, unless some cores would have none then. */
    static Dataset<String> tasks(SparkSession session, List<String> paths) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        int full = (paths.size() + PHOTOS_OF_A_TASK - 1) / PHOTOS_OF_A_TASK;
        int tasks = Math.max(full, Math.min(paths.size(), context.defaultParallelism()));
        return session.createDataset(
                context.parallelize(paths, Math.max(1, tasks)).rdd(), Encoders.STRING());
    }

    /** A glob that knows the extensions in upper and lower case. */
    private static String glob() {
        return EXTENSIONS.stream().map(PhotoListing::anyCase).collect(Collectors.joining(",", "*.{", "}"));
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
