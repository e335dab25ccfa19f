package dev.captioner.publish;

import dev.captioner.Captioner;
import dev.captioner.encode.EncodingPipeline;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.EncodedPhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Encodes photo files in groups, for models that work on many photos at once. */
final class PhotoGroups {
    private PhotoGroups() {}

    /** A photo file, encoded. */
    record Encoded(Path file, EncodedPhoto photo) {}

    /**
     * Encodes photos on all processors while the caller works on the groups before.
     *
     * @param size of all groups but the last, which may be smaller
     * @param action receives each group, in order, on the calling thread
     * @throws dev.captioner.image.PhotoException naming the first photo that cannot be read
     */
    static void forEach(Captioner captioner, List<Path> photos, int size, Consumer<List<Encoded>> action) {
        PhotoReader reader = new PhotoReader();
        List<Encoded> group = new ArrayList<>();
        try (EncodingPipeline<Path, EncodedPhoto> pipeline =
                EncodingPipeline.start(photos, file -> captioner.look(reader.read(file)))) {
            pipeline.forEach(outcome -> {
                group.add(new Encoded(outcome.source(), outcome.get()));
                if (group.size() == size) {
                    action.accept(List.copyOf(group));
                    group.clear();
                }
            });
        }
        if (!group.isEmpty()) {
            action.accept(group);
        }
    }
}
