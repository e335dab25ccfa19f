package dev.captioner.encode;

import java.util.function.Supplier;
import org.bytedeco.javacpp.FunctionPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack;

/**
 * The OpenMP runtime that oneDNN computes on. JavaCPP has no bindings of its functions: they are found by name and called through
 * function types of the OpenBLAS bindings.
 */
final class OpenMp {
    private OpenMp() {}

    /**
     * Finds the runtime.
     *
     * @throws LinkageError when none has been loaded
     */
    static void load() {
        SetNumThreads.INSTANCE.isNull();
        GetMaxThreads.INSTANCE.isNull();
    }

    /**
     * Computes something whose parallel sections run on the calling thread alone. Parallelism comes from several callers instead:
     * results cannot depend on the number of threads, and no helper threads spin. Afterwards the thread has the number of
     * threads that it had before, for what else computes on it, such as ND4J.
     */
    static <T> T onOneThread(Supplier<T> computation) {
        int before = GetMaxThreads.INSTANCE.call(0);
        SetNumThreads.INSTANCE.call(1);
        try {
            return computation.get();
        } finally {
            SetNumThreads.INSTANCE.call(before);
        }
    }

    private static <F extends FunctionPointer> F find(String name, F function) {
        Loader.load(openblas_nolapack.class);
        Pointer address = Loader.addressof(name);
        if (address == null) {
            throw new UnsatisfiedLinkError("no loaded library has " + name);
        }
        function.put(address);
        return function;
    }

    /** {@code void omp_set_num_threads(int)}. */
    private static final class SetNumThreads extends openblas_nolapack.SetNumThreads {
        static final SetNumThreads INSTANCE = find("omp_set_num_threads", new SetNumThreads());
    }

    /** {@code int omp_get_max_threads(void)}. The type has an argument, which C's calling conventions let a function ignore. */
    private static final class GetMaxThreads extends openblas_nolapack.MklSetNumThreadsLocal {
        static final GetMaxThreads INSTANCE = find("omp_get_max_threads", new GetMaxThreads());
    }
}
