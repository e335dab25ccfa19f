package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Links of the documentation lead somewhere, and its table of contents to every page. */
class DocumentLinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CONTENTS = Path.of("docs/README.md");

    private final Map<Path, MarkdownPage> pages = new TreeMap<>();

    DocumentLinksTest() {
        MarkdownPage.ofRepository(ROOT).forEach(page -> pages.put(page.file(), page));
    }

    @Test
    void everyRelativeLinkAndAnchorResolves() {
        List<String> broken = new ArrayList<>();
        for (MarkdownPage page : pages.values()) {
            for (String link : page.links()) {
                if (!isExternal(link) && !resolves(page, link)) {
                    broken.add(page.file() + ": " + link);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsTwoClicksFromTheTableOfContents() {
        Set<Path> reached = new TreeSet<>(Set.of(CONTENTS));
        for (int click = 1; click <= 2; click++) {
            for (Path from : List.copyOf(reached)) {
                MarkdownPage page = page(from);
                page.links().stream()
                        .filter(link -> !isExternal(link))
                        .map(link -> target(page, link))
                        .filter(pages::containsKey)
                        .forEach(reached::add);
            }
        }

        assertThat(pages.keySet()).hasSizeGreaterThan(30).isEqualTo(reached);
    }

    @Test
    void theReadmeLinksToTheTableOfContents() {
        assertThat(page(Path.of("README.md")).links()).contains("docs/README.md");
    }

    private MarkdownPage page(Path file) {
        return Objects.requireNonNull(pages.get(file));
    }

    private boolean resolves(MarkdownPage page, String link) {
        Path target = target(page, link);
        if (target.startsWith("..") || !Files.exists(ROOT.resolve(target))) {
            return false;
        }
        int anchor = link.indexOf('#');
        return anchor < 0
                || (pages.containsKey(target) && page(target).anchors().contains(link.substring(anchor + 1)));
    }

    /** The file that a link of a page leads to, relative to the root of the repository. */
    private static Path target(MarkdownPage page, String link) {
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    }

    private static boolean isExternal(String link) {
        return link.matches("[a-z]+:.*");
    }
}
