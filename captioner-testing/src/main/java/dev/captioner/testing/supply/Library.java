package dev.captioner.testing.supply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A jar on a class path.
 *
 * @param component the artifact
 * @param file the jar, or the folder of classes of a module
 */
public record Library(Component component, Path file) {
    /** A line of dependency:list with file names: {@code GROUP:NAME:TYPE[:CLASSIFIER]:VERSION:SCOPE:FILE[ -- module ...]}. */
    private static final Pattern LISTED = Pattern.compile(
            "\\s+([^:\\s]+):([^:]+):jar:(?:[^:]+:)?([^:]+):(?:compile|runtime):(.+?)(?: -- module .*)?");

    private static final Pattern PROPERTIES = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

    /**
     * Reads a list that the goal dependency:list of Maven wrote.
     *
     * @throws IOException when it cannot be read or lists nothing
     */
    public static List<Library> listedIn(Path list) throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            Matcher matcher = LISTED.matcher(line.replaceAll("\u001b\\[[0-9;]*m", ""));
            if (matcher.matches()) {
                libraries.add(new Library(
                        new Component(matcher.group(1), matcher.group(2), matcher.group(3)),
                        Path.of(matcher.group(4))));
            }
        }
        if (libraries.isEmpty()) {
            throw new IOException(
                    list + ": expected a list of libraries by dependency:list, found none; run ./mvnw verify");
        }
        return libraries;
    }

    /** The artifacts of others that are copied into the jar, under their own package names or others, as far as it says so. */
    public SortedSet<Component> copies() {
        SortedSet<Component> found = new TreeSet<>();
        if (Files.isDirectory(file)) {
            return found;
        }
        try (JarFile jar = new JarFile(file.toFile());
                Stream<? extends ZipEntry> entries = jar.stream()) {
            for (ZipEntry entry : (Iterable<ZipEntry>) entries.<ZipEntry>map(each -> each)::iterator) {
                if (PROPERTIES.matcher(entry.getName()).matches()) {
                    Component copy = read(jar, entry);
                    if (!copy.group().equals(component.group()) || !copy.name().equals(component.name())) {
                        found.add(copy);
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }

    private static Component read(JarFile jar, ZipEntry entry) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
            properties.load(in);
        }
        return new Component(
                properties.getProperty("groupId", "unknown"),
                properties.getProperty("artifactId", "unknown"),
                properties.getProperty("version", "unknown"));
    }
}
