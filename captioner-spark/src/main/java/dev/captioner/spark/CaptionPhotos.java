package dev.captioner.spark;

import dev.captioner.bundle.ModelException;
import dev.captioner.image.PhotoLimits;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** The main class for {@code spark-submit}: captions photos and writes Parquet files. */
@Command(
        name = "captioner-spark",
        description =
                "Captions photos on a Spark cluster. All paths are Hadoop paths, such as hdfs:, s3a: or file: URIs.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class CaptionPhotos implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "model folder; only the driver reads it")
    private String model = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "folder of Parquet files to create; complete when it contains the file _SUCCESS")
    private String target = "";

    @Option(
            names = "--overwrite",
            description = "replace the result of an earlier job in --out; a folder with other files is never replaced")
    private boolean overwrite;

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            description = "reject photos of more pixels (default: ${DEFAULT-VALUE})")
    private long maxPixels = PhotoLimits.DEFAULT.pixels();

    @Option(
            names = "--max-bytes",
            paramLabel = "N",
            description = "reject photo files of more bytes (default: ${DEFAULT-VALUE})")
    private int maxBytes = PhotoLimits.DEFAULT.bytes();

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description = "photo files, globs, or folders, which are searched recursively")
    private List<String> sources = new ArrayList<>();

    private CaptionPhotos() {}

    /** Runs the job. Exits with a code other than 0 if it fails; rejected photos are not a failure. */
    public static void main(String[] arguments) {
        int code = new CommandLine(new CaptionPhotos())
                .setExecutionExceptionHandler(CaptionPhotos::explain)
                .execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Errors that the user can correct are reported without a stack trace. */
    private static int explain(Exception problem, CommandLine command, ParseResult parsed) throws Exception {
        if (problem instanceof ModelException
                || problem instanceof AnalysisException
                || problem instanceof FileNotFoundException) {
            System.err.println("captioner-spark: " + problem.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw problem;
    }

    @Override
    public Integer call() throws IOException {
        PhotoLimits limits;
        try {
            limits = new PhotoLimits(maxBytes, maxPixels, PhotoLimits.DEFAULT.time());
        } catch (IllegalArgumentException e) {
            System.err.println("captioner-spark: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        SparkConf configuration = new SparkConf();
        configuration.setIfMissing("spark.app.name", "captioner");
        try (SparkSession session = SparkSession.builder().config(configuration).getOrCreate()) {
            try {
                ParquetFolder.check(target, overwrite, session.sparkContext().hadoopConfiguration());
            } catch (IOException e) {
                System.err.println("captioner-spark: " + e.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            PhotoListing photos = PhotoListing.of(session, sources);
            if (photos.photos().isEmpty()) {
                System.err.println(
                        "captioner-spark: expected photos below " + String.join(", ", sources) + ", found none"
                                + (photos.leftOut().isEmpty()
                                        ? ""
                                        : "; " + photos.leftOut().inWords()));
                return CommandLine.ExitCode.SOFTWARE;
            }
            new DatasetCaptioning(session, model, limits)
                    .captions(photos.tasks(session))
                    .write()
                    .mode(overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists)
                    .parquet(target);
            report(session.read().parquet(target));
            photos.leftOut().byKey().forEach((kind, count) -> System.out.printf("left out: %s\t%d%n", kind, count));
            return CommandLine.ExitCode.OK;
        }
    }

    private static void report(Dataset<Row> rows) {
        for (Row group : rows.groupBy("reason")
                .count()
                .orderBy(functions.col("reason").asc_nulls_first())
                .collectAsList()) {
            System.out.printf("%s\t%d%n", group.isNullAt(0) ? "captioned" : group.getString(0), group.getLong(1));
        }
    }
}
