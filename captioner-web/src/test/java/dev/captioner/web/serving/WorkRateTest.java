package dev.captioner.web.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WorkRateTest {
    private static final Offset<Double> CLOSE = within(2.0);

    private final AtomicLong clock = new AtomicLong(5);
    private final WorkRate rate = new WorkRate(() -> 4, clock::get);

    private void pass(double seconds) {
        clock.addAndGet(Math.round(seconds * TimeUnit.SECONDS.toNanos(1)));
    }

    private void work(double unitsPerSecond, int seconds) {
        rate.begin();
        for (int i = 0; i < 10 * seconds; i++) {
            pass(0.1);
            rate.add(unitsPerSecond / 10);
        }
    }

    @Test
    void itBeginsAsExpectedAndFollowsWhatIsDone() {
        assertThat(rate.perSecond()).isEqualTo(4);
        assertThat(rate.isMeasured()).isFalse();
        work(40, 30);
        assertThat(rate.perSecond()).isCloseTo(40, CLOSE);
        work(10, 30); // the machine is busy with something else
        assertThat(rate.perSecond()).isCloseTo(10, CLOSE);
    }

    @Test
    void workThatIsNotDoneLowersItBeforeItEnds() {
        work(40, 30);
        pass(10);
        assertThat(rate.perSecond()).isLessThan(15);
    }

    @Test
    void timeWithoutWorkDoesNotLowerItButIsForgotten() {
        work(40, 30);
        rate.end();
        pass(1);
        assertThat(rate.perSecond()).isGreaterThan(38);
        pass(600);
        assertThat(rate.perSecond()).isCloseTo(4, CLOSE);
    }

    @Test
    void afterAnInterruptionItRecoversWithoutWork() {
        rate.begin();
        pass(3600); // the machine was suspended
        rate.end();
        assertThat(rate.perSecond()).isLessThan(0.5);
        assertThat(rate.isMeasured()).isTrue();
        pass(300);
        assertThat(rate.isMeasured()).isFalse();
        assertThat(rate.perSecond()).isGreaterThan(2);
    }
}
