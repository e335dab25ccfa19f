package dev.captioner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation names of the source tree is there: modules, classes, tests, benchmarks, scripts. */
class DocumentNamesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Names of classes, options and the like of others. */
    private static final Set<String> FOREIGN = Set.of(
            "ActiveProcessorCount",
            "BigDecimal",
            "DataBuffer",
            "DeallocatorService",
            "IllegalStateException",
            "InferenceClient",
            "InputStream",
            "ImageCms",
            "OptionalInt",
            "OutOfMemoryError",
            "WeakReference");

    private final List<MarkdownPage> pages = MarkdownPage.ofRepository(ROOT);
    private final List<String> problems = new ArrayList<>();

    @Test
    void everyClassNamedInASentenceExists() throws IOException {
        Set<String> classes = classes();
        int named = 0;
        for (MarkdownPage page : pages) {
            if (page.file().equals(Path.of("CHANGELOG.md"))) {
                continue; // names what was there then
            }
            for (String span : page.codeSpans()) {
                if (span.matches("([A-Z][a-z0-9]+){2,}") && !FOREIGN.contains(span)) {
                    named++;
                    if (!classes.contains(span)) {
                        problems.add(page.file() + ": no class " + span);
                    }
                }
            }
        }

        assertThat(problems).isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    @Test
    void everyTestNamedToMavenExists() throws IOException {
        Set<String> classes = classes();
        List<String> texts = new ArrayList<>();
        pages.forEach(page -> texts.addAll(page.codeBlocks()));
        for (Path script : scripts()) {
            texts.add(Files.readString(script));
        }
        int named = 0;
        for (String text : texts) {
            for (String line : text.replaceAll("\\\\\n\\s*", " ").lines().toList()) {
                if (!line.contains("./mvnw")) {
                    continue;
                }
                for (String module : values(line, "-pl ([\\w,-]+)")) {
                    if (!Files.exists(ROOT.resolve(module).resolve("pom.xml"))) {
                        problems.add("no module " + module + ": " + line);
                    }
                }
                for (String test : values(line, "-Dtest=['\"]?([\\w,]+)")) {
                    named++;
                    if (!classes.contains(test)) {
                        problems.add("no test " + test + ": " + line);
                    }
                }
            }
        }

        assertThat(problems).isEmpty();
        assertThat(named).isGreaterThan(3);
    }

    @Test
    void everyBenchmarkExists() throws IOException {
        String script = Files.readString(ROOT.resolve("captioner-bench/run"));
        String main = values(script, "(dev\\.captioner\\.[\\w.]*Main)").get(0);
        Path source = ROOT.resolve("captioner-bench/src/main/java").resolve(main.replace('.', '/') + ".java");
        Set<String> benchmarks = new LinkedHashSet<>(values(Files.readString(source), "case \"([a-z-]+)\""));
        int named = 0;
        for (MarkdownPage page : pages) {
            for (List<String> words : page.commands()) {
                int program = words.indexOf("captioner-bench/run");
                for (int i = program + 1; program >= 0 && i < words.size(); i++) {
                    named++;
                    if (!benchmarks.contains(words.get(i))) {
                        problems.add(page.file() + ": no benchmark " + words.get(i));
                    }
                    if (words.get(i).equals("choices")) {
                        break; // files follow
                    }
                }
            }
        }

        assertThat(benchmarks).contains("encoder", "service");
        assertThat(problems).isEmpty();
        assertThat(named).isGreaterThan(3);
    }

    @Test
    void everyScriptOfTheRepositoryExists() {
        for (MarkdownPage page : pages) {
            List<List<String>> all = new ArrayList<>(page.commands());
            page.codeSpans().forEach(span -> all.addAll(ShellLine.commandsOf(span)));
            for (List<String> words : all) {
                String program = words.get(0);
                if (program.matches("(\\.ci|docker|release)/[\\w-]+") && !Files.isRegularFile(ROOT.resolve(program))) {
                    problems.add(page.file() + ": " + program);
                }
            }
        }

        assertThat(problems).isEmpty();
    }

    private static List<String> values(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .toList();
    }

    /** Simple names of the top-level classes of all modules. */
    private static Set<String> classes() throws IOException {
        Set<String> names = new LinkedHashSet<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .forEach(name -> names.add(name.replace(".java", "")));
                }
            }
        }
        return names;
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(".ci"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
