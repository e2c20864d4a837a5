package io.traceconnector.app.decrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = threads.submit(() -> flight.get("a", () -> {
                running.countDown();
                await(fail);
                throw new IllegalArgumentException("broken");
            }));
            running.await();
            Future<Integer> second = threads.submit(() -> flight.get("a", () -> 2));
            fail.countDown();

            assertThatThrownBy(first::get).hasCauseInstanceOf(IllegalArgumentException.class);
            // It may have come too late to wait.
            assertThat(second)
                    .satisfiesAnyOf(
                            done -> assertThat(done.get()).isEqualTo(2),
                            done -> assertThatThrownBy(done::get).hasCauseInstanceOf(IllegalStateException.class));
        }
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
