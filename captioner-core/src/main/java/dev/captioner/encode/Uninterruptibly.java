package dev.captioner.encode;

/** Waits to the end, whatever interrupts it, and restores the interrupt afterwards. */
final class Uninterruptibly {
    private Uninterruptibly() {}

    /** A wait that begins again when it was interrupted. */
    interface Wait {
        void await() throws InterruptedException;
    }

    static void run(Wait wait) {
        boolean interrupted = false;
        while (true) {
            try {
                wait.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
