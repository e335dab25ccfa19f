package dev.captioner.spark;

import dev.captioner.image.FileKind;
import dev.captioner.image.LeftOut;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The photos below folders in any file system that Hadoop can read. What a file is, its content decides; the executors open the files that
 * do not have the extension of a photo.
 *
 * @param photos Hadoop paths, sorted
 * @param leftOut the files that are no photos; hidden ones are those whose names start with a dot or with {@code _}
 */
public record PhotoListing(List<String> photos, LeftOut leftOut) {
    /** Few enough that a failed task loses little work, and enough that the overhead of a task is negligible. */
    private static final int PHOTOS_PER_TASK = 500;

    /** Copies the list. */
    public PhotoListing {
        photos = List.copyOf(photos);
    }

    /**
     * Lists photos.
     *
     * @param sources files, folders or Hadoop globs
     * @throws FileNotFoundException when a source does not exist
     * @throws IOException when a folder cannot be read
     */
    public static PhotoListing of(SparkSession session, List<String> sources) throws IOException {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        Configuration hadoop = context.hadoopConfiguration();
        Walk walk = new Walk();
        for (String source : sources) {
            Path path = new Path(source);
            FileSystem system = path.getFileSystem(hadoop);
            FileStatus[] found = system.globStatus(path);
            if (found == null || found.length == 0) {
                throw new FileNotFoundException(source + ": expected a file, a folder or a pattern, found nothing");
            }
            for (FileStatus status : found) {
                walk.add(system, status);
            }
        }
        List<String> kinds = kinds(context, walk.unknown);
        for (int i = 0; i < kinds.size(); i++) {
            FileKind kind = FileKind.valueOf(kinds.get(i));
            if (kind == FileKind.PHOTO) {
                walk.photos.add(walk.unknown.get(i));
            } else {
                walk.leftOut.add(kind);
            }
        }
        return new PhotoListing(walk.photos.stream().sorted().distinct().toList(), walk.leftOut.counts());
    }

    private static List<String> kinds(JavaSparkContext context, List<String> paths) {
        if (paths.isEmpty()) {
            return List.of();
        }
        Broadcast<SerializableConfiguration> hadoop =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        return context.parallelize(paths, partitions(context, paths.size()))
                .map(path -> kind(new Path(path), hadoop.value().value()).name())
                .collect();
    }

    private static FileKind kind(Path path, Configuration hadoop) {
        try {
            return FileKind.of(path.getName(), () -> path.getFileSystem(hadoop).open(path));
        } catch (IOException e) {
            return FileKind.PHOTO; // it may be one; its row says why it cannot be read
        }
    }

    /** Partitions the photos into tasks of hundreds, or of fewer where some cores would otherwise be idle. */
    public Dataset<String> tasks(SparkSession session) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        return session.createDataset(
                context.parallelize(photos, partitions(context, photos.size())).rdd(), Encoders.STRING());
    }

    private static int partitions(JavaSparkContext context, int paths) {
        int full = (paths + PHOTOS_PER_TASK - 1) / PHOTOS_PER_TASK;
        return Math.max(1, Math.max(full, Math.min(paths, context.defaultParallelism())));
    }

    /** Lists folders, without opening files. */
    private static final class Walk {
        final List<String> photos = new ArrayList<>();
        final List<String> unknown = new ArrayList<>();
        final LeftOut.Counter leftOut = new LeftOut.Counter();

        void add(FileSystem system, FileStatus status) throws IOException {
            if (status.isDirectory()) {
                for (FileStatus entry : system.listStatus(status.getPath())) {
                    if (isHidden(entry.getPath().getName())) {
                        leftOut.add(entry.isDirectory() ? FileKind.HIDDEN_FOLDER : FileKind.HIDDEN);
                    } else {
                        add(system, entry);
                    }
                }
            } else if (FileKind.isNamedPhoto(status.getPath().getName())) {
                photos.add(status.getPath().toString());
            } else {
                unknown.add(status.getPath().toString());
            }
        }

        /** As in Spark's own sources. */
        private static boolean isHidden(String name) {
            return FileKind.isHidden(name) || name.startsWith("_");
        }
    }
}
