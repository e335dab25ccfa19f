package dev.captioner.math;

/** What there is to know of CUDA before ND4J starts, which takes a second and fails without saying why. */
public final class Cuda {
    private Cuda() {}

    /** Whether ND4J's CUDA backend is on the class path, and so what ND4J computes with. */
    public static boolean isBuiltFor() {
        return Cuda.class.getClassLoader().getResource("org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
    }

    /** @throws NoGpuException when this is a build for CUDA and CUDA finds no GPU */
    static void requireGpu() {
        if (isBuiltFor() && countGpus() < 1) {
            throw new NoGpuException("CUDA works and counts 0 of them");
        }
    }

    /** Asks CUDA as ND4J does, by name because builds for CPUs do not have these classes. */
    private static int countGpus() {
        int[] count = {0};
        try {
            Class.forName("org.bytedeco.cuda.global.cudart")
                    .getMethod("cudaGetDeviceCount", int[].class)
                    .invoke(null, (Object) count);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new NoGpuException("CUDA cannot be loaded, " + reason(e), e);
        }
        return count[0];
    }

    /** JavaCPP's own message only says where it has looked last. */
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
