package io.traceconnector.app.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.traceconnector.app.trace.Backoff;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReachTest {

    private final AtomicInteger through = new AtomicInteger();

    @Test
    void whileTraceIsAwayOneAtATimeTriesAndAllGoOnWhenItIsBack() {
        Reach reach = new Reach(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));
        reach.away();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                threads.execute(() -> pass(reach));
            }
            await().until(() -> through.get() == 1);
            reach.away();
            await().until(() -> through.get() == 2);
            reach.undecided();
            await().until(() -> through.get() == 3);
            reach.back();
            await().until(() -> through.get() == 10);
        }
    }

    @Test
    void lettingGoWaitsForNothingMore() {
        Reach reach = new Reach(new Backoff(Duration.ofHours(1), Duration.ofHours(1)));
        reach.away();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> pass(reach));
            assertThat(through).hasValue(0);
            reach.close();
            await().until(() -> through.get() == 1);
        }
    }

    private void pass(Reach reach) {
        try {
            reach.await();
            through.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
