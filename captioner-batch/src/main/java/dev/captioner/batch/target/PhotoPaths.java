package dev.captioner.batch.target;

import dev.captioner.file.Sha256;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives every photo of a source the relative path of a file of its own. No two photos share one, also on file systems that ignore
 * case or Unicode normalisation. The paths depend on the names of the photos and their order, on nothing else.
 *
 * <p>A photo {@code b/a.jpg} has the sidecar {@code b/a.txt} if it is the first photo that could have it. Otherwise it keeps its
 * extension, as in {@code b/a.jpg.txt}. If that is taken too, or is a photo, eight digits of the SHA-256 of its name make it unique.
 *
 * <p>The path is always inside the folder: an absolute name is taken as relative, {@code ..}, which lists of photos may contain,
 * becomes {@code _}, and so does a colon.
 */
final class PhotoPaths {
    private static final int[] DIGITS = {8, 16, 64};

    private final String extension;

    /** 64 bits of a hash for each path; two paths with the same bits only cost one of them a shorter name. */
    private final Set<Long> photos = new HashSet<>();

    private final Set<Long> repeated = new HashSet<>();
    private final Set<Long> taken = new HashSet<>();
    private final Map<String, String> ofRepeated = new HashMap<>();

    private PhotoPaths(String extension, Iterable<String> names) {
        this.extension = extension;
        Set<Long> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(Sha256.bits(name))) {
                repeated.add(Sha256.bits(name));
            }
            photos.add(Sha256.bits(folded(safe(name))));
        }
    }

    /**
     * Paths of sidecars.
     *
     * @param extension with its dot
     * @param names of all photos, in the order of the source
     */
    static PhotoPaths ofSidecars(String extension, Iterable<String> names) {
        return new PhotoPaths(extension, names);
    }

    /** Paths of copies, which have the names of the photos. */
    static PhotoPaths ofCopies(Iterable<String> names) {
        return new PhotoPaths("", names);
    }

    /** The path for the next photo; to be called for all photos, in the order of the source. A repeated photo has one path. */
    String next(String name) {
        if (!repeated.contains(Sha256.bits(name))) {
            return free(name);
        }
        String known = ofRepeated.get(name);
        if (known == null) {
            known = free(name);
            ofRepeated.put(name, known);
        }
        return known;
    }

    private String free(String name) {
        for (String path : candidates(name)) {
            long bits = Sha256.bits(folded(path));
            if ((extension.isEmpty() || !photos.contains(bits)) && taken.add(bits)) {
                return path;
            }
        }
        throw new IllegalStateException("two photos with the same SHA-256 of their names: " + name);
    }

    private List<String> candidates(String name) {
        String whole = safe(name);
        int dot = whole.lastIndexOf('.');
        boolean extended = dot > whole.lastIndexOf('/') + 1;
        String stem = extended ? whole.substring(0, dot) : whole;
        List<String> candidates = new ArrayList<>();
        // A photo 'a.png' is the only one that may have 'a.png.txt', so 'a.png.jpg' may not.
        if (!extension.isEmpty() && extended && !photos.contains(Sha256.bits(folded(stem)))) {
            candidates.add(stem + extension);
        }
        candidates.add(whole + extension);
        String sum = Sha256.of(name);
        for (int digits : DIGITS) {
            candidates.add(
                    extension.isEmpty()
                            ? stem + "." + sum.substring(0, digits) + whole.substring(stem.length())
                            : whole + "." + sum.substring(0, digits) + extension);
        }
        return candidates;
    }

    private static String safe(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.replace('\\', '/').split("/", -1)) {
            if (part.equals("..")) {
                parts.add("_");
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part.replace(':', '_'));
            }
        }
        return parts.isEmpty() ? "_" : String.join("/", parts);
    }

    /** Equal for names that a file system without case, or with a normalisation, takes for the same. */
    private static String folded(String path) {
        return Normalizer.normalize(
                Normalizer.normalize(path, Normalizer.Form.NFC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT),
                Normalizer.Form.NFC);
    }
}
