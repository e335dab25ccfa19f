package dev.captioner.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.file.Sha256;
import dev.captioner.image.TrainingImageProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The CNN that turns photos into regions, and the files of its weights.
 *
 * @param kind {@code efficientnet-lite0} or {@code efficientnet-lite2}; {@code zoo:NAME} for a network of Deeplearning4j's
 *     model zoo, as in {@code zoo:SqueezeNet}; {@code keras} for a Keras model
 * @param files names, not paths, in the folder of the description: one safetensors file for EfficientNet-Lite and the zoo;
 *     for Keras one HDF5 file of a whole model, or a JSON file of its structure and an HDF5 file of its weights
 * @param layer its output is the regions; empty for EfficientNet-Lite, where it is fixed
 * @param inputSize pixels along one side of the square that photos are resized to
 * @param sourceSize pixels along the longest side of the photos that the network was trained on, when these were
 *     smaller than {@code inputSize}. Larger photos are first shrunk to it, so that they are as blurred as the
 *     training photos. Absent when photos are resized to {@code inputSize} directly
 * @param sourceQuality JPEG quality of those photos, 1 to 100. A photo that is shrunk is also compressed at this
 *     quality. Absent when they were not JPEGs, or when there is no {@code sourceSize}
 * @param grid g: regions lie on a g x g grid
 * @param channels D, features of one region
 * @param preprocessing of pixels
 */
public record EncoderDescription(
        String kind,
        List<String> files,
        String layer,
        int inputSize,

        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt sourceSize,

        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt sourceQuality,

        int grid,
        int channels,
        Preprocessing preprocessing) {
    /** {@link #kind} of EfficientNet-Lite0. */
    public static final String EFFICIENTNET_LITE0 = "efficientnet-lite0";

    /** {@link #kind} of EfficientNet-Lite2. */
    public static final String EFFICIENTNET_LITE2 = "efficientnet-lite2";

    /** {@link #kind} of a Keras model. */
    public static final String KERAS = "keras";

    /** Prefix of {@link #kind} for a network of the model zoo; its name follows. */
    public static final String ZOO_PREFIX = "zoo:";

    private static final String DESCRIPTION_FILE = "encoder.json";
    private static final Pattern KIND = Pattern.compile("efficientnet-lite[02]|keras|zoo:\\w+");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    /** Copies and checks. */
    public EncoderDescription {
        files = List.copyOf(files);
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "expected an encoder of kind efficientnet-lite0, efficientnet-lite2, keras or"
                            + " zoo:NAME, found '" + kind + "'");
        }
        int mostFiles = kind.equals(KERAS) ? 2 : 1;
        if (files.isEmpty() || files.size() > mostFiles) {
            throw new IllegalArgumentException(
                    "expected 1 to " + mostFiles + " files for an encoder of kind " + kind + ", found " + files);
        }
        for (String file : files) {
            if (!FILE_NAME.matcher(file).matches()) {
                throw new IllegalArgumentException(
                        "expected the plain name of a file in the folder, found '" + file + "'");
            }
        }
        if (inputSize < 1 || grid < 1 || channels < 1) {
            throw new IllegalArgumentException("expected positive sizes, found inputSize=" + inputSize + " grid=" + grid
                    + " channels=" + channels);
        }
        if (sourceSize.isPresent() && (sourceSize.getAsInt() < 1 || sourceSize.getAsInt() >= inputSize)) {
            throw new IllegalArgumentException("expected a sourceSize from 1 to below the inputSize of " + inputSize
                    + ", or none, found " + sourceSize.getAsInt());
        }
        if (sourceQuality.isPresent() && (sourceSize.isEmpty() || !isQuality(sourceQuality.getAsInt()))) {
            throw new IllegalArgumentException(
                    "expected a sourceQuality from 1 to 100 beside a sourceSize, or none, found "
                            + sourceQuality.getAsInt());
        }
    }

    /** An encoder that resizes photos to its input directly. */
    public EncoderDescription(
            String kind,
            List<String> files,
            String layer,
            int inputSize,
            int grid,
            int channels,
            Preprocessing preprocessing) {
        this(kind, files, layer, inputSize, OptionalInt.empty(), OptionalInt.empty(), grid, channels, preprocessing);
    }

    private static boolean isQuality(int value) {
        return value >= 1 && value <= 100;
    }

    /** The profile of the training photos that larger photos are adapted to; absent when there is none. */
    public Optional<TrainingImageProfile> source() {
        return sourceSize.isEmpty()
                ? Optional.empty()
                : Optional.of(new TrainingImageProfile(sourceSize.getAsInt(), sourceQuality));
    }

    /** This encoder with another {@link #source}. */
    public EncoderDescription withSource(Optional<TrainingImageProfile> source) {
        return new EncoderDescription(
                kind,
                files,
                layer,
                inputSize,
                source.map(TrainingImageProfile::size).map(OptionalInt::of).orElse(OptionalInt.empty()),
                source.map(TrainingImageProfile::quality).orElse(OptionalInt.empty()),
                grid,
                channels,
                preprocessing);
    }

    /**
     * Reads the description of an encoder that is not part of a model: {@code encoder.json} in a folder with the files that it
     * names.
     *
     * @throws ModelException when it cannot be read or does not describe an encoder
     */
    public static EncoderDescription read(Path folder) {
        return StrictJson.read(folder.resolve(DESCRIPTION_FILE), EncoderDescription.class);
    }

    /**
     * Identifies the features: it changes whenever the features of a photo may change. It has the description and the
     * SHA-256 of each file, but not the source, which changes nothing for photos that are not larger.
     *
     * @param folder where the files lie
     * @throws IOException when one cannot be read
     */
    public String fingerprint(Path folder) throws IOException {
        StringBuilder fingerprint = new StringBuilder(kind + " " + layer + " " + inputSize + " " + preprocessing);
        for (String file : files) {
            fingerprint.append(' ').append(Sha256.of(folder.resolve(file)));
        }
        return fingerprint.toString().replaceAll("\\s+", " ").strip();
    }

    /** EfficientNet-Lite0: 224 pixels, 7 x 7 regions of 1280 features. */
    public static EncoderDescription efficientNetLite0(String file) {
        return new EncoderDescription(
                EFFICIENTNET_LITE0, List.of(file), "", 224, 7, 1280, Preprocessing.EFFICIENTNET_LITE);
    }

    /** EfficientNet-Lite2: 260 pixels, 9 x 9 regions of 1280 features. */
    public static EncoderDescription efficientNetLite2(String file) {
        return new EncoderDescription(
                EFFICIENTNET_LITE2, List.of(file), "", 260, 9, 1280, Preprocessing.EFFICIENTNET_LITE);
    }
}
