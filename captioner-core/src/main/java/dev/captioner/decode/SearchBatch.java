package dev.captioner.decode;

import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches whose rows are computed together. They may join and leave between any two steps; what a search finds is the same, bit
 * for bit, in any company. Not safe for use by several threads at once.
 */
public final class SearchBatch {
    private final Decoder decoder;
    private final List<Member> members = new ArrayList<>();
    private final List<Newcomer> newcomers = new ArrayList<>();
    private @Nullable DecoderState state;

    /** A search, and where the rows that it asked for last begin in the state. */
    private record Member(Search search, int firstRow) {}

    /** A search with what it starts from: its photo, or a state of one row. */
    private record Newcomer(
            Search search,
            @Nullable EncodedPhoto photo,
            @Nullable DecoderState started) {}

    /** An empty batch. */
    public SearchBatch(Decoder decoder) {
        this.decoder = decoder;
    }

    /** Lets a search join, from the next step on. */
    public void add(EncodedPhoto photo, Search search) {
        newcomers.add(new Newcomer(search, photo, null));
    }

    /**
     * Lets a search join that goes on from a question that has been read.
     *
     * @param started one row
     */
    public void add(DecoderState started, Search search) {
        newcomers.add(new Newcomer(search, null, started));
    }

    /** Lets a search leave before it is done; one that is not there is ignored. */
    public void remove(Search search) {
        newcomers.removeIf(newcomer -> newcomer.search() == search);
        members.removeIf(member -> member.search() == search);
    }

    /** How many searches are not done. */
    public int size() {
        return members.size() + newcomers.size();
    }

    /** Takes every search one step further; those that are done with it leave. Does nothing when there is none. */
    public void step() {
        DecoderState before = admit();
        if (before == null) {
            return;
        }
        List<Search.Rows> asked =
                members.stream().map(member -> member.search().next()).toList();
        int rows = asked.stream().mapToInt(request -> request.words().length).sum();
        int[] parents = new int[rows];
        int[] words = new int[rows];
        int row = 0;
        for (int i = 0; i < asked.size(); i++) {
            Search.Rows request = asked.get(i);
            for (int j = 0; j < request.words().length; j++, row++) {
                parents[row] = members.get(i).firstRow() + request.parents()[j];
                words[row] = request.words()[j];
            }
        }
        hand(decoder.step(before, parents, words), asked);
    }

    private @Nullable DecoderState admit() {
        if (members.isEmpty()) {
            state = null;
        }
        if (newcomers.isEmpty()) {
            return state;
        }
        int row = state == null ? 0 : state.rows();
        List<DecoderState> joining = new ArrayList<>();
        if (state != null) {
            joining.add(state);
        }
        List<EncodedPhoto> photos = new ArrayList<>();
        for (Newcomer newcomer : newcomers) { // those with photos first, for they are started together
            if (newcomer.photo() != null) {
                photos.add(newcomer.photo());
                members.add(new Member(newcomer.search(), row++));
            }
        }
        if (!photos.isEmpty()) {
            joining.add(decoder.start(photos));
        }
        for (Newcomer newcomer : newcomers) {
            if (newcomer.started() != null) {
                joining.add(newcomer.started());
                members.add(new Member(newcomer.search(), row++));
            }
        }
        newcomers.clear();
        return joining.size() == 1 ? joining.get(0) : decoder.join(joining);
    }

    private void hand(Decoder.Step step, List<Search.Rows> asked) {
        List<Member> left = new ArrayList<>();
        int row = 0;
        for (int i = 0; i < asked.size(); i++) {
            Search search = members.get(i).search();
            int end = row + asked.get(i).words().length;
            search.receive(
                    Arrays.copyOfRange(step.logProbabilities(), row, end),
                    Arrays.copyOfRange(step.attention(), row, end));
            if (!search.done()) {
                left.add(new Member(search, row));
            }
            row = end;
        }
        members.clear();
        members.addAll(left);
        state = step.state();
    }
}
