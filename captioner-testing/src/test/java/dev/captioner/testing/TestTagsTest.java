package dev.captioner.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TestTagsTest {
    /** Not run: examples for the test below. */
    static class WithoutTags {
        @Test
        void startsAProcess() throws IOException {
            new ProcessBuilder("true").start();
        }

        @Test
        void readsDataThroughAnotherMethod() {
            helper();
        }

        private void helper() {
            List.of("a").forEach(SharedData::require);
        }

        @Test
        void needsNothing() {}
    }

    /** Not run. */
    static class WithoutTagsForTheSetup {
        @BeforeEach
        void setUp() {
            SharedData.require("a");
        }

        @Test
        void needsNothing() {}
    }

    /** Not run. */
    @Tag(TestTags.DATA)
    static class WithTags {
        @Test
        @Tag(TestTags.SLOW)
        @Tag(TestTags.PROCESS)
        void startsAProcess() throws IOException {
            new ProcessBuilder(SharedData.require("a").toString()).start();
        }
    }

    @Test
    void missingTagsAreFound() {
        List<String> missing = TestTags.missing(
                new ClassFileImporter().importClasses(WithoutTags.class, WithoutTagsForTheSetup.class, WithTags.class));

        String name = TestTagsTest.class.getName();
        assertThat(missing)
                .containsExactlyInAnyOrder(
                        name + "$WithoutTags.startsAProcess(): process",
                        name + "$WithoutTags.readsDataThroughAnotherMethod(): data",
                        name + "$WithoutTagsForTheSetup.needsNothing(): data");
    }
}
