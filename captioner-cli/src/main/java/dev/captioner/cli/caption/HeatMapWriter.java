package dev.captioner.cli.caption;

import dev.captioner.Caption;
import dev.captioner.CaptionSink;
import dev.captioner.heatmap.HeatMap;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Passes captions on, and draws the heat map of the best caption of each photo. */
final class HeatMapWriter implements CaptionSink<Path> {
    private final CaptionSink<Path> next;
    private final PhotoReader reader;
    private final HeatMapFiles files;
    private int photos;

    /**
     * A writer.
     *
     * @param next receives the captions
     * @param reader reads the photos again
     * @param files the PNG files
     */
    HeatMapWriter(CaptionSink<Path> next, PhotoReader reader, HeatMapFiles files) {
        this.next = next;
        this.reader = reader;
        this.files = files;
    }

    @Override
    public void captioned(Path file, List<Caption> captions) {
        photos++;
        next.captioned(file, captions);
        Photo photo = reader.read(file);
        try {
            files.of(photos).make(part -> HeatMap.write(photo, captions.get(0), part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void rejected(Path file, PhotoException problem) {
        photos++;
        next.rejected(file, problem);
    }
}
