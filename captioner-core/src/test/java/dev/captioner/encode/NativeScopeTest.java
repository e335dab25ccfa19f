package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class NativeScopeTest {
    private final List<String> freed = new ArrayList<>();
    private final NativeScope scope = new NativeScope();

    private void own(String name, RuntimeException... failure) {
        scope.own(new BytePointer(1), memory -> {
            memory.deallocate();
            freed.add(name);
            for (RuntimeException each : failure) {
                throw each;
            }
        });
    }

    @Test
    void closingGoesOnWhenFreeingOneObjectFails() {
        RuntimeException second = new IllegalStateException("second");
        RuntimeException third = new IllegalStateException("third");
        own("first");
        own("second", second);
        own("third", third);

        assertThatThrownBy(scope::close).isSameAs(third).hasSuppressedException(second);
        assertThat(freed).containsExactly("third", "second", "first");
        scope.close();
        assertThat(freed).hasSize(3);
    }

    @Test
    void whatAFailedConstructionMadeIsFreedAndTheFailureStays() {
        RuntimeException freeing = new IllegalStateException("freeing");
        own("first");
        own("second", freeing);
        OutOfMemoryError failure = new OutOfMemoryError("for the test");

        scope.closeAfter(failure);

        assertThat(failure).hasSuppressedException(freeing);
        assertThat(freed).containsExactly("second", "first");
    }
}
