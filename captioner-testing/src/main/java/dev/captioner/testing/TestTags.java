package dev.captioner.testing;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The tags of tests that {@code ./mvnw verify -Dquick-tests} leaves out. */
public final class TestTags {
    /** Takes more than about two seconds of processor time. */
    public static final String SLOW = "slow";

    /** Starts other processes. */
    public static final String PROCESS = "process";

    /** Needs a browser. */
    public static final String BROWSER = "browser";

    /** Needs {@code ../shared/data}, and skips without it. */
    public static final String DATA = "data";

    private static final String TESTABLE = "org.junit.platform.commons.annotation.Testable";
    private static final List<String> TAG_ANNOTATIONS = List.of("org.junit.jupiter.api.Tag", "net.jqwik.api.Tag");
    private static final List<String> LIFECYCLE = List.of("BeforeAll", "BeforeEach", "AfterAll", "AfterEach");

    private TestTags() {}

    /**
     * Checks that tests have the tags {@link #PROCESS}, {@link #BROWSER} and {@link #DATA} if they use a process, Playwright or
     * {@link SharedData}, directly or through other code in the same folder of classes. A tag of the class counts for all its tests.
     *
     * @param anchor a class in the folder to check
     * @throws AssertionError if a tag is missing; the message lists the tests
     */
    public static void assertComplete(Class<?> anchor) {
        JavaClasses classes = new ClassFileImporter()
                .importUrl(anchor.getProtectionDomain().getCodeSource().getLocation());
        List<String> missing = missing(classes);
        if (!missing.isEmpty()) {
            throw new AssertionError("these tests miss tags:\n" + String.join("\n", missing));
        }
    }

    /** One line for each test that misses tags. */
    static List<String> missing(JavaClasses classes) {
        List<String> missing = new ArrayList<>();
        for (JavaClass type : classes) {
            for (JavaMethod method : type.getMethods()) {
                if (method.isMetaAnnotatedWith(TESTABLE)) {
                    Set<String> tags = needed(classes, method);
                    tags.removeAll(tags(method));
                    tags.removeAll(tags(type));
                    if (!tags.isEmpty()) {
                        missing.add(method.getFullName() + ": " + String.join(", ", tags));
                    }
                }
            }
        }
        return missing;
    }

    private static Set<String> tags(HasAnnotations<?> annotated) {
        Set<String> tags = new HashSet<>();
        for (JavaAnnotation<?> annotation : annotated.getAnnotations()) {
            Object value = annotation.get("value").orElse("");
            // Several tags at one place are in one annotation that has an array of them.
            Stream<?> all =
                    value instanceof JavaAnnotation<?>[] several ? Arrays.stream(several) : Stream.of(annotation);
            all.map(tag -> (JavaAnnotation<?>) tag)
                    .filter(tag -> TAG_ANNOTATIONS.contains(tag.getRawType().getName()))
                    .forEach(tag -> tags.add(String.valueOf(tag.get("value").orElse(""))));
        }
        return tags;
    }

    /** The tags for all that a test reaches, its setup included. */
    private static Set<String> needed(JavaClasses classes, JavaMethod test) {
        Deque<JavaCodeUnit> open = new ArrayDeque<>();
        Set<JavaCodeUnit> seen = new HashSet<>();
        visit(test, open, seen);
        test.getOwner().getConstructors().forEach(constructor -> visit(constructor, open, seen));
        test.getOwner().getStaticInitializer().ifPresent(code -> visit(code, open, seen));
        test.getOwner().getMethods().stream()
                .filter(TestTags::isLifecycle)
                .forEach(method -> visit(method, open, seen));
        Set<String> needed = new TreeSet<>();
        while (!open.isEmpty()) {
            for (JavaAccess<?> access : open.remove().getAccessesFromSelf()) {
                addNeeded(access, needed);
                access.getTarget()
                        .resolveMember()
                        .filter(JavaCodeUnit.class::isInstance)
                        .map(JavaCodeUnit.class::cast)
                        .filter(code -> isIn(classes, code))
                        .ifPresent(code -> visit(code, open, seen));
            }
        }
        return needed;
    }

    private static void visit(JavaCodeUnit code, Deque<JavaCodeUnit> open, Set<JavaCodeUnit> seen) {
        if (seen.add(code)) {
            open.add(code);
        }
    }

    private static boolean isIn(JavaClasses classes, JavaMember member) {
        return classes.contain(member.getOwner().getName());
    }

    private static boolean isLifecycle(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(
                        annotation -> LIFECYCLE.contains(annotation.getRawType().getSimpleName()));
    }

    private static void addNeeded(JavaAccess<?> access, Set<String> needed) {
        String type = access.getTargetOwner().getName();
        if (type.startsWith("com.microsoft.playwright.")) {
            needed.add(BROWSER);
        } else if (type.equals(ProcessBuilder.class.getName())
                || (access.getTargetOwner().isEquivalentTo(ListeningProcess.class)
                        && access.getTarget().getName().equals("start"))) {
            needed.add(PROCESS);
        } else if (access.getTargetOwner().isEquivalentTo(SharedData.class)) {
            needed.add(DATA);
        }
    }
}
