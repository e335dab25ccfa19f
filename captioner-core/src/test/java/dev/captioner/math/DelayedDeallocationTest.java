package dev.captioner.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.Deallocator;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;

class DelayedDeallocationTest {
    private final BlockingQueue<String> freed = new LinkedBlockingQueue<>();

    @Test
    void whatIsNoLongerUsedIsFreedOnlyAfterTheDelay() throws InterruptedException {
        DeallocatorService service = new DeallocatorService();
        DelayedDeallocation.install(service, Duration.ofMillis(700));
        Buffer used = new Buffer("used", freed);
        service.pickObject(used);
        service.pickObject(new Buffer("unused", freed));
        service.pickObject(new Buffer("unused as well", freed));

        long before = System.nanoTime();
        System.gc();

        List<String> inTime = new ArrayList<>();
        inTime.add(freed.poll(20, TimeUnit.SECONDS));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        inTime.add(freed.poll(20, TimeUnit.SECONDS));
        assertThat(inTime).containsExactlyInAnyOrder("unused", "unused as well");
        assertThat(freed.poll(50, TimeUnit.MILLISECONDS)).isNull();
        assertThat(used.getUniqueId()).isEqualTo("used");
    }

    private record Buffer(String name, BlockingQueue<String> freed) implements Deallocatable {
        @Override
        public String getUniqueId() {
            return name;
        }

        @Override
        public Deallocator deallocator() {
            return freeing(name, freed);
        }

        // Static, so that it does not keep the buffer in use.
        private static Deallocator freeing(String name, BlockingQueue<String> freed) {
            return () -> freed.add(name);
        }

        @Override
        public int targetDevice() {
            return 0;
        }
    }
}
