package dev.captioner.cli.caption;

import dev.captioner.Caption;
import dev.captioner.CaptionSink;
import dev.captioner.heatmap.HeatMap;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Passes captions on, and draws the heat map of the best caption of each photo. */
final class HeatMapWriter implements CaptionSink<Path> {
    private final CaptionSink<Path> next;
    private final Path target;
    private final boolean numbered;
    private int photos;

    /**
     * A writer.
     *
     * @param next receives the captions
     * @param target the PNG file
     * @param numbered whether there are several photos, each with a numbered file
     */
    HeatMapWriter(CaptionSink<Path> next, Path target, boolean numbered) {
        this.next = next;
        this.target = target;
        this.numbered = numbered;
    }

    @Override
    public void captioned(Path file, List<Caption> captions) {
        photos++;
        next.captioned(file, captions);
        try {
            HeatMap.write(new PhotoReader().read(file), captions.get(0), numbered ? numberedTarget() : target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void rejected(Path file, PhotoException problem) {
        photos++;
        next.rejected(file, problem);
    }

    private Path numberedTarget() {
        String name = String.valueOf(target.getFileName());
        int dot = name.lastIndexOf('.');
        int end = dot > 0 ? dot : name.length();
        return target.resolveSibling(name.substring(0, end) + "-" + photos + name.substring(end));
    }
}
