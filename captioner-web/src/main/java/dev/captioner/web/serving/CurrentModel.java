package dev.captioner.web.serving;

/**
 * The model that is served at the moment. Another one takes its place between two requests: those under way keep the one that
 * they began with, which is closed with the last of them.
 */
public final class CurrentModel implements AutoCloseable {
    private Shared current;

    /** Closes a model when it is no longer wanted and no longer used. */
    private static final class Shared {
        final ServedModel model;
        private int users;
        private boolean wanted = true;

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
            if (isLast(() -> wanted = false)) {
                model.close();
            }
        }

        private synchronized boolean isLast(Runnable change) {
            change.run();
            return users == 0 && !wanted;
        }
    }

    /** Serves a model, which is closed in the end. */
    public CurrentModel(ServedModel model) {
        current = new Shared(model);
    }

    /** A model in use; closed when that is over. */
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

    /** The model for one request. */
    public synchronized Lease lease() {
        current.use();
        return new Lease(current);
    }

    /** Serves another model from the next request on. */
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
