package dev.captioner.web.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final AtomicLong clock = new AtomicLong();

    private Admission admission(int capacity, double rate) {
        return new Admission(capacity, Duration.ofSeconds(9), rate, clock::get);
    }

    private static int admitted(Admission admission) {
        int count = 0;
        while (admission.rejectionNow().isEmpty()) {
            admission.enter();
            count++;
        }
        return count;
    }

    private static void assertRejected(Admission admission, String message) {
        assertThatThrownBy(admission::enter).isInstanceOfSatisfying(Rejection.class, rejection -> {
            assertThat(rejection.reason()).isEqualTo(Rejection.Reason.OVERLOADED);
            assertThat(rejection).hasMessageContaining(message);
            assertThat(rejection.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
        });
    }

    @Test
    void theQueueCountsUnits() {
        Admission admission = admission(10, 1000);
        admission.enter();
        admission.count(2);
        assertThat(admitted(admission)).isEqualTo(8);
        assertRejected(admission, "the queue is full: requests of 10 units are in flight");

        admission.leave(2, true);
        assertThat(admitted(admission)).isEqualTo(2);
    }

    @Test
    void aQueueThatCannotBeWorkedOffInTimeByAMachineThreeTimesAsBusyIsFull() {
        Admission admission = admission(1000, 2);
        assertThat(admitted(admission)).isEqualTo(6); // 2 units a second for 9 seconds, a third of it
        assertRejected(admission, "6 units are in flight, and 2.0 units a second");
    }

    @Test
    void admissionFollowsTheMeasuredRate() {
        Admission admission = admission(1000, 2);
        for (int i = 0; i < 600; i++) {
            admission.enter();
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(50)); // 20 units a second
            admission.leave(1, true);
        }
        assertThat(admitted(admission)).isBetween(55, 60);
    }

    @Test
    void oneRequestAloneIsAlwaysAdmitted() {
        Admission admission = admission(10, 2);
        admission.enter();
        clock.addAndGet(TimeUnit.HOURS.toNanos(1)); // the machine was suspended
        admission.leave(1, true);

        assertThat(admitted(admission)).isEqualTo(1);
    }

    @Test
    void requestsThatWereGivenUpDoNotCountAsWorkDone() {
        Admission admission = admission(1000, 2);
        for (int i = 0; i < 600; i++) {
            admission.enter();
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
            admission.leave(1, false);
        }
        assertThat(admission.unitsPerSecond()).isLessThan(0.1);
    }
}
