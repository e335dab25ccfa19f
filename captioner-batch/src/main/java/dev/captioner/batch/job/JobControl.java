package dev.captioner.batch.job;

/** Controls a running job: number of processors, pauses, stop. Called on several threads. */
public interface JobControl {
    /** Uses all processors without pauses and never stops. */
    JobControl NONE = new JobControl() {
        @Override
        public int processors() {
            return Runtime.getRuntime().availableProcessors();
        }

        @Override
        public void awaitTurn() {}

        @Override
        public boolean isToStop() {
            return false;
        }
    };

    /** The number of photos that are decoded and encoded in parallel. */
    int processors();

    /**
     * Called before each piece of work, on the thread that does it: before a photo is decoded, and before each
     * decoding step of a chunk. It may block to let other work go first.
     */
    void awaitTurn();

    /** Whether the job has to stop, at the next photo and without finishing its current chunk. */
    boolean isToStop();
}
