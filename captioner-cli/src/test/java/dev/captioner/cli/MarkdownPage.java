package dev.captioner.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * What the tests of the documentation need of a Markdown file.
 *
 * @param file relative to the root of the repository
 * @param anchors of its headings, as GitHub makes them
 * @param links destinations of its links and images, as they are written
 * @param codeBlocks the text of its code blocks
 * @param codeSpans the text of its inline code
 */
record MarkdownPage(
        Path file, List<String> anchors, List<String> links, List<String> codeBlocks, List<String> codeSpans) {
    /** All Markdown files of the repository, except those that a build or a training made. */
    static List<MarkdownPage> ofRepository(Path root) {
        List<MarkdownPage> pages = new ArrayList<>();
        collect(root, root, pages);
        return pages;
    }

    /** The commands of all code blocks, each a list of words. */
    List<List<String>> commands() {
        return codeBlocks.stream()
                .flatMap(block -> ShellLine.commandsOf(block).stream())
                .toList();
    }

    private static void collect(Path root, Path folder, List<MarkdownPage> pages) {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (name.endsWith(".md")) {
                    pages.add(read(root, entry));
                } else if (Files.isDirectory(entry) && !name.startsWith(".") && !isMade(root, entry)) {
                    collect(root, entry, pages);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As .gitignore has it; packages named target are sources. */
    private static boolean isMade(Path root, Path folder) {
        Path relative = root.relativize(folder);
        return relative.equals(Path.of("out")) || (relative.endsWith("target") && relative.getNameCount() <= 2);
    }

    private static MarkdownPage read(Path root, Path file) throws IOException {
        MarkdownPage page = new MarkdownPage(
                root.relativize(file), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Parser.builder().build().parse(Files.readString(file)).accept(page.new Collector());
        return page;
    }

    private final class Collector extends AbstractVisitor {
        private final IdGenerator ids = IdGenerator.builder().build();

        @Override
        public void visit(Heading heading) {
            StringBuilder text = new StringBuilder();
            heading.accept(new AbstractVisitor() {
                @Override
                public void visit(Text node) {
                    text.append(node.getLiteral());
                }

                @Override
                public void visit(Code node) {
                    text.append(node.getLiteral());
                }
            });
            anchors.add(ids.generateId(text.toString()));
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination());
            visitChildren(image);
        }

        @Override
        public void visit(IndentedCodeBlock block) {
            codeBlocks.add(block.getLiteral());
        }

        @Override
        public void visit(FencedCodeBlock block) {
            codeBlocks.add(block.getLiteral());
        }

        @Override
        public void visit(Code code) {
            codeSpans.add(code.getLiteral().replace("\\|", "|")); // tables have no other way to write it
        }
    }
}
