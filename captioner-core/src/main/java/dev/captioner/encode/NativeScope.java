package dev.captioner.encode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native objects and memory that are freed together, last made first. JavaCPP's handles of C objects are bare addresses which
 * nothing frees by itself.
 */
final class NativeScope implements AutoCloseable {
    private static final int ALIGNMENT = 64; // bytes of a cache line and of the widest vector

    private final Deque<Runnable> releases = new ArrayDeque<>();

    /** Takes over an object; it is destroyed at once if that fails. */
    <P extends Pointer> P own(P object, Consumer<P> destroy) {
        try {
            releases.push(() -> destroy.accept(object));
        } catch (Error e) { // no memory
            destroy.accept(object);
            throw e;
        }
        return object;
    }

    /** Memory that starts on a cache line. */
    BytePointer allocate(long bytes) {
        BytePointer memory = own(new BytePointer(bytes + ALIGNMENT - 1), Pointer::deallocate);
        long past = memory.address() % ALIGNMENT;
        return memory.getPointer(past == 0 ? 0 : ALIGNMENT - past);
    }

    /** Frees everything because the owner of this scope could not be constructed; failures to free are suppressed in the given one. */
    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    /** Frees everything, also when freeing one object fails; then throws that failure, with later ones suppressed in it. */
    @Override
    public void close() {
        while (!releases.isEmpty()) {
            try {
                releases.pop().run();
            } catch (RuntimeException | Error e) {
                closeAfter(e);
                throw e;
            }
        }
    }
}
