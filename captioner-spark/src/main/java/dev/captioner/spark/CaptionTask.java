package dev.captioner.spark;

import dev.captioner.Caption;
import dev.captioner.CaptionSink;
import dev.captioner.Captioner;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoLimits;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** A Spark task: maps paths to rows. Executors open and decode the photos themselves, so only rows are shuffled. */
final class CaptionTask implements MapPartitionsFunction<String, Row> {
    private static final long serialVersionUID = 1;

    /** Photos per call of the captioner; rows are emitted after each call. Many times the number of photos decoded jointly. */
    private static final int CHUNK = 1024;

    private final SharedModel model;
    private final int mostBytes; // limits are no serialisable class
    private final long mostPixels;
    private final Duration mostTime;
    private final Broadcast<SerializableConfiguration> hadoop;

    CaptionTask(SharedModel model, PhotoLimits limits, Broadcast<SerializableConfiguration> hadoop) {
        this.model = model;
        this.mostBytes = limits.bytes();
        this.mostPixels = limits.pixels();
        this.mostTime = limits.time();
        this.hadoop = hadoop;
    }

    @Override
    public Iterator<Row> call(Iterator<String> paths) {
        return new Iterator<>() {
            private final Queue<Row> rows = new ArrayDeque<>();

            @Override
            public boolean hasNext() {
                return !rows.isEmpty() || paths.hasNext();
            }

            @Override
            public Row next() {
                if (rows.isEmpty()) {
                    rows.addAll(rows(chunk(paths)));
                }
                return rows.remove();
            }
        };
    }

    private static List<String> chunk(Iterator<String> paths) {
        List<String> chunk = new ArrayList<>();
        while (paths.hasNext() && chunk.size() < CHUNK) {
            chunk.add(paths.next());
        }
        return chunk;
    }

    /** One row for each path, in the same order. */
    private List<Row> rows(List<String> paths) {
        List<Row> rows = new ArrayList<>();
        Captioner captioner = model.captioner();
        captioner.captionEach(paths, this::photo, captioner.defaults(), new CaptionSink<>() {
            @Override
            public void captioned(String path, List<Caption> captions) {
                rows.add(CaptionRow.of(path, captions.get(0)));
            }

            @Override
            public void rejected(String path, PhotoException problem) {
                rows.add(CaptionRow.of(path, problem));
            }
        });
        return rows;
    }

    private Photo photo(String path) {
        return new PhotoReader(new PhotoLimits(mostBytes, mostPixels, mostTime)).read(() -> open(new Path(path)));
    }

    private InputStream open(Path path) throws IOException {
        return path.getFileSystem(hadoop.value().value()).open(path);
    }
}
