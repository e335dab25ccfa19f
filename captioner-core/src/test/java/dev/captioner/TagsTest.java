package dev.captioner;

import dev.captioner.testing.TestTags;
import org.junit.jupiter.api.Test;

class TagsTest {
    @Test
    void everyTestHasTheTagsOfWhatItUses() {
        TestTags.assertComplete(TagsTest.class);
    }
}
