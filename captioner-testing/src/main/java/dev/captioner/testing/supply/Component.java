package dev.captioner.testing.supply;

import java.util.Comparator;

/**
 * A published artifact of Maven.
 *
 * @param group such as {@code org.yaml}
 * @param name such as {@code snakeyaml}
 * @param version such as {@code 2.6}
 */
public record Component(String group, String name, String version) implements Comparable<Component> {
    private static final Comparator<Component> ORDER = Comparator.comparing(Component::group)
            .thenComparing(Component::name)
            .thenComparing(Component::version);

    /** The package URL. */
    public String purl() {
        return "pkg:maven/" + group + "/" + name + "@" + version;
    }

    @Override
    public int compareTo(Component other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return group + ":" + name + ":" + version;
    }
}
