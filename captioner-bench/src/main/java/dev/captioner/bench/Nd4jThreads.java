package dev.captioner.bench;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Sets the number of threads of ND4J for calls from the current thread. */
final class Nd4jThreads {
    private Nd4jThreads() {}

    static void use(int threads) {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
    }
}
