package dev.captioner.encode;

import dev.captioner.api.Internal;
import dev.captioner.encode.Convolution.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNet-Lite: MobileNetV2's inverted bottlenecks (Sandler et al. 2018) scaled as in EfficientNet (Tan and Le 2019),
 * without squeeze-and-excitation and with ReLU6 in place of swish. Layer names are those of the published weights.
 */
@Internal
public enum EfficientNetLiteArchitecture {
    /** 224 x 224 pixels, 4.7 million parameters, ImageNet top-1 75.1 %. */
    LITE0(
            "efficientnet-lite0",
            224,
            new Stage(1, 3, 1, 16, 1),
            new Stage(2, 3, 2, 24, 6),
            new Stage(2, 5, 2, 40, 6),
            new Stage(3, 3, 2, 80, 6),
            new Stage(3, 5, 1, 112, 6),
            new Stage(4, 5, 2, 192, 6),
            new Stage(1, 3, 1, 320, 6)),
    /** 260 x 260 pixels, 6.1 million parameters, ImageNet top-1 77.6 %. */
    LITE2(
            "efficientnet-lite2",
            260,
            new Stage(1, 3, 1, 16, 1),
            new Stage(3, 3, 2, 24, 6),
            new Stage(3, 5, 2, 48, 6),
            new Stage(4, 3, 2, 88, 6),
            new Stage(4, 5, 1, 120, 6),
            new Stage(5, 5, 2, 208, 6),
            new Stage(1, 3, 1, 352, 6));

    /** D, output channels of the last convolution. */
    public static final int CHANNELS = 1280;

    /** ImageNet classes of the classifier that follows the last convolution and average pooling. */
    public static final int CLASSES = 1000;

    /** Added to the variance in every batch normalisation. */
    public static final double EPSILON = 1e-3;

    /** Blocks of one width; only the first of them has the stride and changes the number of channels. */
    private record Stage(int blocks, int kernel, int stride, int output, int expansion) {}

    private final String title;
    private final int inputSize;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
    private final List<Convolution> convolutions;

    EfficientNetLiteArchitecture(String title, int inputSize, Stage... stages) {
        this.title = title;
        this.inputSize = inputSize;
        this.convolutions = new Builder(inputSize).build(stages);
    }

    /** The name under which the architecture was published. */
    public String title() {
        return title;
    }

    /** Pixels along one side of the input. */
    public int inputSize() {
        return inputSize;
    }

    /** g, pixels along one side of the last convolution's output. */
    public int grid() {
        return convolutions.get(convolutions.size() - 1).outputSize();
    }

    /** All convolutions in order; each reads the output of the one before, the first the image. */
    public List<Convolution> convolutions() {
        return convolutions;
    }

    /** Lays out the convolutions one after the other. */
    private static final class Builder {
        private static final int STEM = 32;

        private final List<Convolution> convolutions = new ArrayList<>();
        private int size;
        private int channels = 3;

        Builder(int inputSize) {
            this.size = inputSize;
        }

        List<Convolution> build(Stage... stages) {
            add("stem", "_conv_stem", "_bn0", Kind.DENSE, 3, 2, STEM, Convolution.NONE);
            int index = 0;
            for (Stage stage : stages) {
                for (int block = 0; block < stage.blocks(); block++) {
                    bottleneck(index++, stage, block == 0 ? stage.stride() : 1);
                }
            }
            add("head", "_conv_head", "_bn1", Kind.DENSE, 1, 1, CHANNELS, Convolution.NONE);
            return List.copyOf(convolutions);
        }

        private void bottleneck(int index, Stage stage, int stride) {
            String name = "block" + index;
            String prefix = "_blocks." + index;
            int output = stage.output();
            int residual = stride == 1 && channels == output ? convolutions.size() - 1 : Convolution.NONE;
            if (stage.expansion() != 1) {
                int wide = channels * stage.expansion();
                add(
                        name + "_expand",
                        prefix + "._expand_conv",
                        prefix + "._bn0",
                        Kind.DENSE,
                        1,
                        1,
                        wide,
                        Convolution.NONE);
            }
            String depthwise = prefix + "._depthwise_conv";
            int kernel = stage.kernel();
            add(
                    name + "_depthwise",
                    depthwise,
                    prefix + "._bn1",
                    Kind.DEPTHWISE,
                    kernel,
                    stride,
                    channels,
                    Convolution.NONE);
            add(
                    name + "_project",
                    prefix + "._project_conv",
                    prefix + "._bn2",
                    Kind.PROJECTION,
                    1,
                    1,
                    output,
                    residual);
        }

        private void add(
                String name,
                String weights,
                String normalisation,
                Kind kind,
                int kernel,
                int stride,
                int output,
                int residual) {
            Convolution convolution = new Convolution(
                    name, weights + ".weight", normalisation, kind, kernel, stride, channels, output, size, residual);
            convolutions.add(convolution);
            size = convolution.outputSize();
            channels = output;
        }
    }
}
