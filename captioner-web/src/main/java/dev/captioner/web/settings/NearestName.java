package dev.captioner.web.settings;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the known name that a mistyped one probably means. */
final class NearestName {
    private NearestName() {}

    /** The known name nearest to the given one; empty if none is similar. */
    static Optional<String> of(String given, Stream<String> known) {
        return known.map(name -> new Candidate(name, distance(given, name)))
                .filter(candidate -> candidate.distance <= Math.max(2, given.length() / 4))
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::name);
    }

    private record Candidate(String name, int distance) {}

    /** The number of insertions, deletions, replacements and swaps of neighbours between two texts (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    /** The key that a mistyped name of an entry of a map has: what follows as many parts as the name of the map has. */
    static String rest(String given, String map, char separator) {
        int at = -1;
        for (long part = 0; part <= map.chars().filter(c -> c == separator).count(); part++) {
            at = given.indexOf(separator, at + 1);
            if (at < 0) {
                return "NAME";
            }
        }
        return given.substring(at + 1);
    }
}
