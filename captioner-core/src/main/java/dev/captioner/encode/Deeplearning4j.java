package dev.captioner.encode;

/** Says what is missing where Deeplearning4j is not on the class path: the service leaves it out on CPUs. */
final class Deeplearning4j {
    private Deeplearning4j() {}

    /**
     * Checks that Deeplearning4j can be used.
     *
     * @param what needs it, such as "the encoder vgg16"
     * @throws MissingLibraryException when it is not on the class path
     */
    static void require(String what) {
        if (Deeplearning4j.class.getClassLoader().getResource("org/nd4j/linalg/factory/Nd4j.class") == null) {
            throw new MissingLibraryException(what
                    + " needs Deeplearning4j, which is not on the class path: add deeplearning4j-core, deeplearning4j-zoo and nd4j-native,"
                    + " or take a model whose encoder is an EfficientNet-Lite");
        }
    }
}
