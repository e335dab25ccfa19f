package dev.captioner.testing.supply;

import dev.captioner.testing.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** The published vulnerabilities that the project knows without a network: release/advisories.tsv. */
public final class Advisories {
    private final List<Advisory> advisories;

    private Advisories(List<Advisory> advisories) {
        this.advisories = advisories;
    }

    /** One range of versions. {@code fixed} is the first version without the fault. */
    private record Advisory(String artifact, String first, String fixed, String id) {
        boolean concerns(Component component) {
            if (!artifact.equals(component.group() + ":" + component.name())) {
                return false;
            }
            ComparableVersion version = new ComparableVersion(component.version());
            return version.compareTo(new ComparableVersion(first)) >= 0
                    && version.compareTo(new ComparableVersion(fixed)) < 0;
        }
    }

    /** Reads the file; each line has GROUP:NAME, first vulnerable version, first fixed version and identifiers, separated by tabs. */
    public static Advisories read() throws IOException {
        List<Advisory> advisories = new ArrayList<>();
        for (String line : Files.readAllLines(SourceTree.ROOT.resolve("release/advisories.tsv"))) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] fields = line.split("\t", -1);
            if (fields.length != 4) {
                throw new IOException(
                        "release/advisories.tsv: expected 4 fields separated by tabs, found '" + line + "'");
            }
            for (String id : fields[3].split(" ", -1)) {
                advisories.add(new Advisory(fields[0], fields[1], fields[2], id));
            }
        }
        return new Advisories(advisories);
    }

    /** The vulnerabilities of libraries and of what they contain of others, each as {@code ID PURL}. */
    public SortedSet<String> of(List<Library> libraries) {
        return libraries.stream()
                .flatMap(library -> Stream.concat(Stream.of(library.component()), library.copies().stream()))
                .flatMap(component -> advisories.stream()
                        .filter(advisory -> advisory.concerns(component))
                        .map(advisory -> advisory.id() + " " + component.purl()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
