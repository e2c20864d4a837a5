package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final SingleFlight<String, Integer> flight = new SingleFlight<>();

    @Test
    void worksAgainAfterwards() {
        AtomicInteger count = new AtomicInteger();

        assertThat(flight.get("a", count::incrementAndGet)).isEqualTo(1);
        assertThat(flight.get("a", count::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void keepsKeysApart() {
        assertThat(flight.get("a", () -> flight.get("b", () -> 7) + 1)).isEqualTo(8);
    }

    @Test
    void nobodyWaitsForEverForWorkThatFails() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        FutureTask<Integer> first = new FutureTask<>(() -> flight.get("a", () -> {
            running.countDown();
            await(fail);
            throw new IllegalArgumentException("broken");
        }));
        FutureTask<Integer> second = new FutureTask<>(() -> flight.get("a", () -> 2));
        Thread.startVirtualThread(first);
        running.await();
        Thread waiting = Thread.startVirtualThread(second);
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);

        fail.countDown();

        assertThatThrownBy(first::get).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(second::get).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(flight.get("a", () -> 3)).isEqualTo(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
