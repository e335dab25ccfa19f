package dev.captioner.spark;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder that the job writes. Spark would delete everything in a folder that it overwrites. */
final class ParquetFolder {
    private static final Pattern WRITTEN_BY_SPARK =
            Pattern.compile("_SUCCESS|_temporary|part-.*\\.parquet|\\..*\\.crc|_committed_.*|_started_.*");

    private ParquetFolder() {}

    /**
     * Checks, before photos are listed, that nothing of the user's is replaced.
     *
     * @param overwrite whether a folder that holds nothing but files of such a job may be replaced
     * @throws IOException naming the folder and the option
     */
    static void check(String folder, boolean overwrite, Configuration configuration) throws IOException {
        Path path = new Path(folder);
        FileSystem files = path.getFileSystem(configuration);
        if (!files.exists(path)) {
            return;
        }
        if (!overwrite) {
            throw new IOException(
                    folder
                            + ": --out names a folder that exists; name a new one, or allow that an earlier result is replaced with --overwrite");
        }
        if (files.getFileStatus(path).isFile()) {
            throw new IOException(folder + ": --out expects a folder, found a file");
        }
        for (FileStatus file : files.listStatus(path)) {
            String name = file.getPath().getName();
            if (!WRITTEN_BY_SPARK.matcher(name).matches()) {
                throw new IOException(folder + ": --out has a file that Spark did not write, " + name
                        + ", which would be lost, also with --overwrite; name another folder");
            }
        }
    }
}
