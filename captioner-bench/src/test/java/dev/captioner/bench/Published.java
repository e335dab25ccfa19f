package dev.captioner.bench;

import dev.captioner.bundle.ModelFolder;
import dev.captioner.encode.EfficientNetLiteArchitecture;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import java.nio.file.Path;

/** The published model of the repository. */
final class Published {
    static final Path HOME = Path.of("..");

    private Published() {}

    static EfficientNetLiteWeights encoder() {
        return EfficientNetLiteWeights.read(
                EfficientNetLiteArchitecture.LITE2,
                HOME.resolve("pretrained/encoders/efficientnet-lite2/encoder.safetensors"));
    }

    static ModelFolder model() {
        return ModelFolder.read(HOME.resolve("pretrained/captions"));
    }

    static Photo photo(String sample) {
        return new PhotoReader().read(HOME.resolve("samples/" + sample + ".jpg"));
    }
}
