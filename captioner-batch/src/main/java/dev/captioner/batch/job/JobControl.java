package dev.captioner.batch.job;

/** What whoever runs a job decides while it runs. Called on several threads. */
public interface JobControl {
    /** All processors, all the time, to the end. */
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

    /** How many photos are decoded and encoded at once. */
    int processors();

    /**
     * Called before each piece of work, on the thread that does it: before a photo is looked at, and before each word of the
     * captions of a chunk. It may wait, so that others go first.
     */
    void awaitTurn();

    /** Whether the job is to stop, at the next photo and without the chunk that it works on. */
    boolean isToStop();
}
