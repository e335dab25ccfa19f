package dev.captioner.batch.source;

import java.util.HashSet;
import java.util.Set;

/** Gives the entries of an archive, in which several may have one name, names of their own: {@code a.jpg}, {@code a (2).jpg}. */
final class DistinctNames {
    private final Set<String> taken = new HashSet<>();

    /** The entry, under another name if its own is taken. Depends only on the entries before it. */
    Listed distinct(Listed listed) {
        String name = listed.name();
        for (int number = 2; !taken.add(name); number++) {
            name = numbered(listed.name(), number);
        }
        return new Listed(name, listed.problem());
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        int end = dot > name.lastIndexOf('/') + 1 ? dot : name.length();
        return name.substring(0, end) + " (" + number + ")" + name.substring(end);
    }
}
