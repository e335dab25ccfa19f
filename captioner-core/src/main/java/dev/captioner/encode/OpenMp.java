package dev.captioner.encode;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack;

/** The OpenMP runtime that oneDNN computes on. */
final class OpenMp {
    private OpenMp() {}

    /**
     * Finds the runtime.
     *
     * @throws LinkageError when none has been loaded
     */
    static void load() {
        SetNumThreads.INSTANCE.isNull();
    }

    /**
     * From now on, parallel sections that the calling thread enters run on that thread alone. Parallelism comes from several
     * callers instead: results cannot depend on the number of threads then, and idle threads do not spin.
     */
    static void useOneThread() {
        SetNumThreads.INSTANCE.call(1);
    }

    /** {@code void omp_set_num_threads(int)}, through a function type that the OpenBLAS bindings happen to have. */
    private static final class SetNumThreads extends openblas_nolapack.SetNumThreads {
        static final SetNumThreads INSTANCE = find();

        private static SetNumThreads find() {
            Loader.load(openblas_nolapack.class);
            Pointer address = Loader.addressof("omp_set_num_threads");
            if (address == null) {
                throw new UnsatisfiedLinkError("no loaded library has omp_set_num_threads");
            }
            SetNumThreads function = new SetNumThreads();
            function.put(address);
            return function;
        }
    }
}
