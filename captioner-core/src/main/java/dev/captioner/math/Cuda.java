package dev.captioner.math;

/** Checks CUDA before ND4J starts, because ND4J takes a second to start and fails without a reason. */
public final class Cuda {
    private Cuda() {}

    /** Whether ND4J's CUDA backend is on the class path, and so is the one that ND4J uses. */
    public static boolean isBuiltFor() {
        return Cuda.class.getClassLoader().getResource("org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
    }

    /** @throws NoGpuException when this is a build for CUDA and CUDA finds no GPU */
    static void requireGpu() {
        if (isBuiltFor() && countGpus() < 1) {
            throw new NoGpuException("CUDA works and counts 0 of them");
        }
    }

    /** Asks CUDA as ND4J does, by reflection because builds for CPUs do not have these classes. */
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

    /** JavaCPP's own message names only the last place where it searched. */
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
