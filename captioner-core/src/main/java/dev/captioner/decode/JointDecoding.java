package dev.captioner.decode;

import dev.captioner.api.Internal;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs up to {@link #capacity} searches together: each {@link #step} computes the rows of all of them in one {@link
 * Decoder#step}. Searches are admitted and evicted between any two steps, and one that is done leaves with the step that
 * completes it (continuous batching, as in Orca: Yu et al. 2022). What a search finds is the same, bit for bit, alone or among
 * others.
 *
 * <p>Failures have one policy:
 *
 * <ul>
 *   <li>A search that throws, or that asks for rows that do not exist, fails alone. The others continue.
 *   <li>When the decoder cannot start a photo, the search of that photo fails alone.
 *   <li>When a step of the decoder fails, all searches in flight fail with it, because their states are lost.
 * </ul>
 *
 * <p>In each case the search leaves and {@link Member#sentences} throws what was thrown, errors included; {@link #step} itself
 * throws nothing, and new searches can be admitted.
 *
 * <p>The class has no thread of its own: work is done in {@link #step}, on the caller's thread. Not safe for use by several
 * threads at once.
 */
@Internal
public final class JointDecoding {
    /** Searches whose rows are enough to keep all processors busy. */
    public static final int DEFAULT_CAPACITY = 32;

    private final Decoder decoder;
    private final int capacity;
    private final List<Member> admitted = new ArrayList<>(); // no rows yet
    private final List<Member> running = new ArrayList<>(); // rows in the state
    private @Nullable DecoderState state;

    /**
     * Decoding without any search.
     *
     * @param capacity most searches in flight, at least 1
     * @throws IllegalArgumentException when the capacity is less than 1
     */
    public JointDecoding(Decoder decoder, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity must be at least 1, found " + capacity);
        }
        this.decoder = decoder;
        this.capacity = capacity;
    }

    /** Most searches in flight. */
    public int capacity() {
        return capacity;
    }

    /** How many searches have been admitted and have neither completed, failed nor been evicted. */
    public int inFlight() {
        return admitted.size() + running.size();
    }

    /** Whether a search can be admitted. */
    public boolean hasRoom() {
        return inFlight() < capacity;
    }

    /**
     * Admits a search that describes a photo. It takes part from the next step on.
     *
     * @param photo made by this decoder
     * @param search new; not to be used by the caller any more
     * @throws IllegalStateException when there is no room
     */
    public Member admit(EncodedPhoto photo, Search search) {
        return admit(new Member(search, photo, null));
    }

    /**
     * Admits a search that continues a state, such as that of a question that has been read. It takes part from the next step on.
     *
     * @param start one row, made by this decoder
     * @param search new; not to be used by the caller any more
     * @throws IllegalArgumentException when the state has another number of rows
     * @throws IllegalStateException when there is no room
     */
    public Member admit(DecoderState start, Search search) {
        if (start.rows() != 1) {
            throw new IllegalArgumentException("a search starts from a state of one row, found " + start.rows());
        }
        return admit(new Member(search, null, start));
    }

    private Member admit(Member member) {
        if (!hasRoom()) {
            throw new IllegalStateException("no room: " + inFlight() + " searches are in flight");
        }
        if (!member.completeIfDone()) {
            admitted.add(member);
        }
        return member;
    }

    /** Advances every search in flight by one word. Does nothing when there is none. */
    public void step() {
        try {
            start();
            List<Member> asking = new ArrayList<>();
            List<Search.Rows> asked = new ArrayList<>();
            for (Member member : List.copyOf(running)) {
                Search.Rows rows = member.next();
                if (rows != null) {
                    asking.add(member);
                    asked.add(rows);
                }
            }
            if (state != null && !asking.isEmpty()) {
                deliver(decoder.step(state, parents(asking, asked), words(asked)), asking, asked);
            }
        } catch (RuntimeException | Error e) { // of the decoder: what a search throws has been caught
            failAll(running, e);
            failAll(admitted, e);
        }
    }

    private static void failAll(List<Member> members, Throwable cause) {
        while (!members.isEmpty()) {
            members.get(members.size() - 1).fail(cause); // removes it
        }
    }

    /** Steps until there is room for a search. */
    public void makeRoom() {
        while (!hasRoom()) {
            step();
        }
    }

    /** Steps until no search is in flight. */
    public void finish() {
        while (inFlight() > 0) {
            step();
        }
    }

    /** Gives the admitted searches their rows. */
    private void start() {
        if (running.isEmpty()) {
            state = null;
        }
        if (!admitted.isEmpty()) {
            start(Stream.concat( // photos first: the decoder starts them together
                            admitted.stream().filter(member -> member.photo != null),
                            admitted.stream().filter(member -> member.photo == null))
                    .toList());
        }
    }

    private void start(List<Member> starting) {
        try {
            DecoderState joined = joined(starting);
            int row = joined.rows() - starting.size();
            for (Member member : starting) {
                member.photo = null;
                member.start = null;
                member.firstRow = row++;
                member.rows = 1;
            }
            state = joined;
            admitted.removeAll(starting);
            running.addAll(starting);
        } catch (RuntimeException | Error e) {
            if (starting.size() == 1) {
                starting.get(0).fail(e);
            } else { // which of them caused it is found by starting each alone
                starting.forEach(member -> start(List.of(member)));
            }
        }
    }

    /** The state with one more row for each search that starts, in their order. Changes nothing. */
    private DecoderState joined(List<Member> starting) {
        List<DecoderState> parts = new ArrayList<>();
        if (state != null) {
            parts.add(state);
        }
        List<EncodedPhoto> photos = new ArrayList<>();
        for (Member member : starting) {
            if (member.photo != null) {
                photos.add(member.photo);
            }
        }
        if (!photos.isEmpty()) {
            parts.add(decoder.start(photos));
        }
        for (Member member : starting) {
            if (member.start != null) {
                parts.add(member.start);
            }
        }
        return parts.size() == 1 ? parts.get(0) : decoder.join(parts);
    }

    private static int[] parents(List<Member> asking, List<Search.Rows> asked) {
        return IntStream.range(0, asked.size())
                .flatMap(i -> Arrays.stream(asked.get(i).parents()).map(parent -> asking.get(i).firstRow + parent))
                .toArray();
    }

    private static int[] words(List<Search.Rows> asked) {
        return asked.stream().flatMapToInt(rows -> Arrays.stream(rows.words())).toArray();
    }

    private void deliver(Decoder.Step step, List<Member> asking, List<Search.Rows> asked) {
        state = step.state();
        int row = 0;
        for (int i = 0; i < asking.size(); i++) {
            int end = row + asked.get(i).words().length;
            asking.get(i).receive(step, row, end);
            row = end;
        }
    }

    /** One search from its admission to its result. */
    public final class Member {
        private @Nullable Search search; // until it leaves
        private @Nullable EncodedPhoto photo; // until it has been started
        private @Nullable DecoderState start; // likewise
        private int firstRow;
        private int rows;
        private @Nullable List<Sentence> sentences;
        private @Nullable Throwable failure;

        private Member(Search search, @Nullable EncodedPhoto photo, @Nullable DecoderState start) {
            this.search = search;
            this.photo = photo;
            this.start = start;
        }

        /** Whether the search has left: it has completed or failed, or was evicted. */
        public boolean finished() {
            return search == null;
        }

        /**
         * The tokens that the best sentence is certain to begin with: none at first, more from step to step, the whole sentence
         * once the search has completed.
         *
         * @throws CancellationException when the search was evicted
         * @throws RuntimeException what made the search fail, or an Error; a search that throws when it is asked fails by it
         */
        public List<ScoredToken> stablePrefix() {
            if (search == null) {
                return sentences().isEmpty() ? List.of() : sentences().get(0).words();
            }
            try {
                return search.stablePrefix();
            } catch (RuntimeException | Error e) {
                fail(e);
                throw e;
            }
        }

        /**
         * The sentences, best first.
         *
         * @throws IllegalStateException when the search is in flight
         * @throws CancellationException when the search was evicted
         * @throws RuntimeException what made the search fail, or an Error
         */
        public List<Sentence> sentences() {
            if (sentences != null) {
                return sentences;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            throw new IllegalStateException("the search is in flight");
        }

        /** Removes the search before its next step, so that its rows cost nothing more. No effect when it has left. */
        public void evict() {
            if (search != null) {
                fail(new CancellationException("the search was evicted"));
            }
        }

        private Search.@Nullable Rows next() {
            try {
                return checked(searching().next());
            } catch (RuntimeException | Error e) {
                fail(e);
                return null;
            }
        }

        /** A row of another search must never be continued, and an impossible row must not fail the step of all. */
        private Search.Rows checked(Search.Rows asked) {
            int[] parents = asked.parents();
            int[] words = asked.words();
            if (words.length == 0 || parents.length != words.length) {
                throw new IllegalStateException("a search asked for " + words.length + " rows after " + parents.length);
            }
            for (int i = 0; i < words.length; i++) {
                if (parents[i] < 0 || parents[i] >= rows) {
                    throw new IllegalStateException(
                            "a search of " + rows + " rows asked to continue row " + parents[i]);
                }
                if (words[i] < 0 || words[i] >= decoder.shape().vocabulary()) {
                    throw new IllegalStateException("a search asked to read word " + words[i] + " of "
                            + decoder.shape().vocabulary());
                }
            }
            return asked;
        }

        private void receive(Decoder.Step step, int from, int to) {
            firstRow = from;
            rows = to - from;
            try {
                searching()
                        .receive(
                                Arrays.copyOfRange(step.logProbabilities(), from, to),
                                Arrays.copyOfRange(step.attention(), from, to));
            } catch (RuntimeException | Error e) {
                fail(e);
                return;
            }
            completeIfDone();
        }

        /** Gives whether the search has left. */
        private boolean completeIfDone() {
            try {
                if (searching().done()) {
                    sentences = List.copyOf(searching().sentences());
                    leave();
                }
            } catch (RuntimeException | Error e) {
                fail(e);
            }
            return search == null;
        }

        private Search searching() {
            if (search == null) {
                throw new IllegalStateException("the search has left");
            }
            return search;
        }

        private void fail(Throwable cause) {
            failure = cause;
            leave();
        }

        private void leave() {
            search = null;
            photo = null;
            start = null;
            admitted.remove(this);
            running.remove(this);
        }
    }
}
