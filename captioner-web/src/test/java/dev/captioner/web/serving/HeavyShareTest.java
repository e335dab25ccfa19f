package dev.captioner.web.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeavyShareTest {

    private final AtomicLong clock = new AtomicLong();
    private final AtomicBoolean others = new AtomicBoolean();

    /** Admits by the clock of this test, 30 units a second at first. */
    private HeavyShare share(int capacity, int processors) {
        return new HeavyShare(capacity, Duration.ofSeconds(60), processors, others::get, () -> 30, clock::get);
    }

    private static void wanted() {}

    private static void assertRejected(HeavyShare share, int units) {
        assertThatThrownBy(() -> share.enter(units)).isInstanceOfSatisfying(Rejection.class, rejection -> {
            assertThat(rejection.reason()).isEqualTo(Rejection.Reason.OVERLOADED);
            assertThat(rejection).hasMessageContaining("costs " + units + " units", "smaller beam");
            assertThat(rejection.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
        });
    }

    /** So that the rate counts as measured: 30 units a second. */
    private void measure(HeavyShare share) {
        HeavyShare.Member member = share.enter(3);
        for (int i = 0; i < 300; i++) {
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
            member.done(3.0);
        }
        member.close();
    }

    @Test
    void whileNothingIsMeasuredOneRequestIsTriedAndGivenUpEarlyIfItIsTooSlow() {
        HeavyShare share = new HeavyShare(100, Duration.ofSeconds(60), 2, others::get, () -> 0.5, clock::get);
        HeavyShare.Member probe = share.enter(150);
        assertRejected(share, 150);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(5));
        probe.done(20.0);
        assertThat(probe.awaitTurn(HeavyShareTest::wanted)).isPositive();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(20));
        assertThatThrownBy(() -> probe.awaitTurn(HeavyShareTest::wanted))
                .isInstanceOfSatisfying(
                        Rejection.class,
                        rejection -> assertThat(rejection.reason()).isEqualTo(Rejection.Reason.OVERLOADED));
        probe.close();
        assertRejected(share, 150);
        clock.addAndGet(TimeUnit.MINUTES.toNanos(5));
        share.enter(150).close();
        assertRejected(share, 601);
    }

    @Test
    void aRequestIsAdmittedIfItWouldBeAnsweredInTimeOnAMachineThreeTimesAsBusy() {
        HeavyShare share = share(100, 2);
        measure(share);
        assertRejected(share, 620); // 30 units a second for 60 seconds, a third of it
        share.enter(580).close();
        share.enter(400);
        assertRejected(share, 400);
        share.enter(150); // shares the processors, so that the first needs 550 units of time
        assertThat(share.requests()).isEqualTo(2);
    }

    @Test
    void aRequestThatWouldMakeAnEarlierOneLateIsRejected() {
        HeavyShare share = share(100, 2);
        share.enter(480); // needs 48 of its 60 seconds on a machine three times as busy
        for (int i = 0; i < 40; i++) {
            share.enter(3);
        }
        assertRejected(share, 3);
    }

    @Test
    void theNumberOfRequestsIsLimited() {
        HeavyShare share = share(2, 2);
        share.enter(3);
        HeavyShare.Member second = share.enter(3);
        assertRejected(share, 3);
        second.close();
        share.enter(3);
    }

    @Test
    void halfTheProcessorsAreForHeavyRequestsWhileOthersAreInFlightOtherwiseAll() throws Exception {
        HeavyShare share = share(100, 2);
        HeavyShare.Member first = share.enter(10);
        HeavyShare.Member second = share.enter(10);
        assertThat(first.awaitTurn(HeavyShareTest::wanted)).isEqualTo(64);
        assertThat(second.awaitTurn(HeavyShareTest::wanted)).isEqualTo(64); // both compute

        others.set(true);
        CompletableFuture<Integer> turn = CompletableFuture.supplyAsync(() -> first.awaitTurn(HeavyShareTest::wanted));
        second.pause();
        assertThat(turn.get(Await.BOUND.toMinutes(), TimeUnit.MINUTES)).isEqualTo(64);
        CompletableFuture<Integer> waits =
                CompletableFuture.supplyAsync(() -> second.awaitTurn(HeavyShareTest::wanted));
        assertThat(waits.isDone()).isFalse();
        others.set(false);
        assertThat(waits.get(Await.BOUND.toMinutes(), TimeUnit.MINUTES)).isEqualTo(64);
    }

    @Test
    void oneHeavyRequestAloneUsesAllProcessors() {
        HeavyShare share = share(100, 4);
        HeavyShare.Member alone = share.enter(10);
        assertThat(alone.awaitTurn(HeavyShareTest::wanted)).isEqualTo(256);
        share.enter(10);
        assertThat(alone.awaitTurn(HeavyShareTest::wanted)).isEqualTo(128);
        others.set(true);
        assertThat(alone.awaitTurn(HeavyShareTest::wanted)).isEqualTo(64);
    }

    @Test
    void requestsTakeTurnsAndNeverComputeTogetherOnOneProcessor() throws Exception {
        HeavyShare share = share(100, 1);
        AtomicInteger computing = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Integer> order = new ArrayList<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        List<HeavyShare.Member> members = List.of(share.enter(3), share.enter(3), share.enter(3));
        for (HeavyShare.Member member : members) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        for (int slice = 0; slice < 50; slice++) {
                            member.awaitTurn(HeavyShareTest::wanted);
                            synchronized (order) {
                                order.add(members.indexOf(member));
                            }
                            most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
                            computing.decrementAndGet();
                        }
                        member.close();
                    },
                    work -> new Thread(work).start()));
        }
        for (CompletableFuture<Void> one : all) {
            one.get(Await.BOUND.toMinutes(), TimeUnit.MINUTES);
        }
        assertThat(most).hasValue(1);
        assertThat(order).hasSize(150);
        assertThat(share.requests()).isZero();
    }

    @Test
    void aJobTakesTurnsWithRequestsButIsNone() {
        HeavyShare share = share(1, 1);
        HeavyShare.Member job = share.enterJob();
        clock.addAndGet(TimeUnit.HOURS.toNanos(1)); // it has no deadline that an admission could miss
        assertThat(share.requests()).isZero();
        assertThat(share.unitsPerSecond()).isCloseTo(30, within(0.01));
        assertThat(job.awaitTurn(HeavyShareTest::wanted)).isEqualTo(64);
        job.pause();
        HeavyShare.Member request = share.enter(3);
        assertThat(request.awaitTurn(HeavyShareTest::wanted)).isEqualTo(64);
        request.close();
        assertThat(job.awaitTurn(HeavyShareTest::wanted)).isEqualTo(64);
        job.close();
    }

    @Test
    void aRequestThatIsGivenUpWhileItWaitsTakesNoTurn() {
        others.set(true);
        HeavyShare share = share(100, 2);
        HeavyShare.Member computes = share.enter(3);
        computes.awaitTurn(HeavyShareTest::wanted);
        AtomicInteger asked = new AtomicInteger();
        try (HeavyShare.Member waits = share.enter(3)) {
            assertThatThrownBy(() -> waits.awaitTurn(() -> {
                        if (asked.incrementAndGet() == 3) {
                            throw new IllegalStateException("gone");
                        }
                    }))
                    .hasMessage("gone");
        }
        assertThat(share.requests()).isEqualTo(1);
        assertThat(computes.awaitTurn(HeavyShareTest::wanted)).isEqualTo(64);
    }
}
