package dev.captioner.encode;

import org.bytedeco.hdf5.global.hdf5;

/** The library that reads Keras files. */
final class Hdf5 {
    private Hdf5() {}

    /**
     * Loads the library and has it leave everything as it is when the process ends; to be called before it is used. Of itself it would
     * clean up then, while other threads may still free what belongs to it, and the process would now and then die of that.
     */
    static void load() {
        Library.touch();
    }

    private static final class Library {
        static {
            hdf5.H5dont_atexit();
        }

        static void touch() {}
    }
}
