package io.traceconnector.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.traceconnector.api.Payload;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.trace.TraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class PagesTest {

    private final PumpRun run = new PumpRun();
    private final Pages pages = run.supply(1000).pages();

    @Test
    void fetchesAheadOfAReader() throws InterruptedException {
        run.trace.add(PumpRun.WORKFLOW, 23, "k1");
        pages.read(key(0), Instant.MIN);
        await().untilAsserted(() -> assertThat(requests()).containsExactly(0, 5));

        pages.read(key(5), Instant.MIN);
        await().untilAsserted(() -> assertThat(requests()).containsExactly(0, 5, 10));
    }

    @Test
    void fetchesOnceForReadersAtTheSameTime() throws Exception {
        run.trace.add(PumpRun.WORKFLOW, 4, "k1");
        CountDownLatch answer = new CountDownLatch(1);
        run.trace.fault(request -> {
            await().until(() -> answer.getCount() == 0);
            return request.right();
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<SharedPage>> readers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                readers.add(threads.submit(() -> pages.read(key(0), Instant.MIN)));
            }
            await().until(() -> !requests().isEmpty());
            answer.countDown();
            SharedPage page = readers.getFirst().get();
            for (Future<SharedPage> reader : readers) {
                assertThat(reader.get()).isSameAs(page);
            }
        }
        assertThat(requests()).containsExactly(0);
        assertThat(run.opener.openedLinks()).isEqualTo(4);
    }

    @Test
    void passesAFailureOnAndTriesAnewAtTheNextRead() throws InterruptedException {
        run.trace.add(PumpRun.WORKFLOW, 4, "k1");
        run.trace.fault(Faults.THROTTLED);
        assertThatThrownBy(() -> pages.read(key(0), Instant.MIN)).isInstanceOf(TraceException.class);
        run.trace.fault(Faults.NONE);
        run.opener.away(1);
        assertThatThrownBy(() -> pages.read(key(0), Instant.MIN)).isInstanceOf(KeyUnavailableException.class);

        assertThat(pages.read(key(0), Instant.MIN).segments()).hasSize(4);
    }

    @Test
    void keepsTheHeadForAPollIntervalAndNoLonger() throws InterruptedException {
        run.trace.add(PumpRun.WORKFLOW, 4, "k1");
        pages.read(key(0), Instant.MIN);
        run.trace.add(PumpRun.WORKFLOW, 1, "k1");
        run.time.advance(Duration.ofSeconds(4));
        assertThat(pages.read(key(0), Instant.MIN).segments()).hasSize(4);
        run.time.advance(Duration.ofSeconds(2));
        assertThat(pages.read(key(0), Instant.MIN).segments()).hasSize(5);
    }

    @Test
    void fetchesAgainWhatIsTooOldForTheReader() throws InterruptedException {
        run.trace.add(PumpRun.WORKFLOW, 5, "k1").add(PumpRun.WORKFLOW, 5, "k1");
        pages.read(key(0), Instant.MIN);
        run.time.advance(Duration.ofSeconds(1));
        Instant sweep = run.time.instant();
        pages.read(key(0), sweep);
        pages.read(key(0), sweep);
        pages.read(key(0), Instant.MIN);

        assertThat(requests().stream().filter(from -> from == 0)).hasSize(2);
    }

    @Test
    void opensAgainWithOtherKeys() throws InterruptedException {
        run.trace.add(PumpRun.WORKFLOW, 5, "k2").add(PumpRun.WORKFLOW, 5, "k1");
        assertThat(pages.read(key(0), Instant.MIN).segments())
                .allMatch(segment -> segment.payload() instanceof Payload.NotForUs);
        run.keys.add(PumpRun.OURS, "k2");
        PageKey other = new PageKey(PumpRun.FEED, Optional.empty(), 5, run.keys.fingerprint(PumpRun.OURS));

        assertThat(pages.read(other, Instant.MIN).segments())
                .allMatch(segment -> segment.payload() instanceof Payload.Opened);
    }

    @Test
    void keepsOnlyAsMuchAsItsBound() {
        run.trace.add(PumpRun.WORKFLOW, 50, "k1");
        PageCache cache = new PageCache(100);
        cache.put(key(0), page());
        assertThat(cache.get(key(0))).as("larger than the bound").isEmpty();

        cache = new PageCache(2 * page().weight());
        cache.put(key(0), page());
        cache.put(key(5), page());
        cache.get(key(0));
        cache.put(key(10), page());
        assertThat(cache.get(key(5))).as("the least lately used").isEmpty();
        assertThat(cache.get(key(0))).isPresent();
        cache.put(key(0), page());
        assertThat(cache.get(key(10))).isPresent();
    }

    private static SharedPage page() {
        return new SharedPage(List.of(), Optional.empty(), false, 0, Instant.EPOCH, Instant.EPOCH);
    }

    private static PageKey key(int after) {
        return new PageKey(
                PumpRun.FEED, after == 0 ? Optional.empty() : Optional.of(FakeLink.cursor(after)), PumpRun.PAGE, "k1");
    }

    private List<Integer> requests() {
        return run.trace.requests().stream().map(FakeLinks.Request::from).toList();
    }
}
