package dev.captioner.web.serving;

/**
 * The model in service. A replacement applies to new requests; those in flight keep the model that they started with, which is
 * closed when the last of them ends.
 */
public final class CurrentModel implements AutoCloseable {
    private Shared current;

    /** Counts the users of a model, and closes it when it is replaced and unused. */
    private static final class Shared {
        final ServedModel model;
        private int users;
        private boolean inService = true;

        Shared(ServedModel model) {
            this.model = model;
        }

        synchronized void use() {
            users++;
        }

        void release() {
            if (isLast(() -> users--)) {
                model.close();
            }
        }

        void retire() {
            if (isLast(() -> inService = false)) {
                model.close();
            }
        }

        private synchronized boolean isLast(Runnable change) {
            change.run();
            return users == 0 && !inService;
        }
    }

    /** Puts a model into service, and owns it. */
    public CurrentModel(ServedModel model) {
        current = new Shared(model);
    }

    /** The use of a model; close it at the end. */
    public static final class Lease implements AutoCloseable {
        private final Shared shared;

        private Lease(Shared shared) {
            this.shared = shared;
        }

        /** The model. */
        public ServedModel model() {
            return shared.model;
        }

        @Override
        public void close() {
            shared.release();
        }
    }

    /** Leases the model for one request. */
    public synchronized Lease lease() {
        current.use();
        return new Lease(current);
    }

    /** Puts another model into service, from the next request on. */
    public void replace(ServedModel model) {
        Shared former;
        synchronized (this) {
            former = current;
            current = new Shared(model);
        }
        former.retire();
    }

    @Override
    public synchronized void close() {
        current.retire();
    }
}
