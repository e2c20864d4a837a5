package io.traceconnector.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.Batch;
import io.traceconnector.api.Feed;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Position;
import io.traceconnector.api.SegmentConsumer;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.TraceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SegmentStreamTest {

    private static final OrganisationId OURS = new OrganisationId("ours");
    private static final OrganisationId SISTER = new OrganisationId("sister");
    private static final WorkflowId ORDERS = new WorkflowId("1");
    private static final WorkflowId CUSTOMS = new WorkflowId("2");
    private static final Feed FEED = new Feed(OURS, ORDERS);

    private final FakeTime time = new FakeTime();
    private final FakeKeys keys = new FakeKeys().add(OURS, "k1");
    private final FakeLinks trace = new FakeLinks();
    private final FakeConsumer consumer = new FakeConsumer();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private @Nullable SegmentStream started;

    @AfterEach
    void close() {
        consumer.goOn();
        if (started != null) {
            started.close();
        }
    }

    @Test
    void feedsEveryOrganisationInEveryWorkflow() {
        keys.add(SISTER, "k2");
        trace.add(ORDERS, 23, "k1").add(CUSTOMS, 7, "k2");
        SegmentStream stream = start();
        stream.feed("search", consumer);
        awaitSynchronised(stream);

        assertThat(stream.status())
                .extracting(StreamStatus::feed)
                .containsExactlyInAnyOrder(
                        FEED, new Feed(OURS, CUSTOMS), new Feed(SISTER, ORDERS), new Feed(SISTER, CUSTOMS));
        assertThat(consumer.known(FEED)).hasSize(23);
        assertThat(consumer.known(new Feed(SISTER, CUSTOMS)).values()).allMatch(text -> text.contains("content"));
        assertThat(consumer.known(new Feed(OURS, CUSTOMS)).values()).allMatch(text -> text.contains("not for us"));
    }

    @Test
    void findsAWorkflowThatComesLaterAndKeepsOneThatVanishes() {
        trace.add(ORDERS, 3, "k1");
        SegmentStream stream = start();
        stream.feed("search", consumer);
        awaitSynchronised(stream);
        trace.add(CUSTOMS, 4, "k1");
        await().until(() -> consumer.known(new Feed(OURS, CUSTOMS)).size() == 4);
        trace.forget(ORDERS);
        trace.add(CUSTOMS, 1, "k1");
        await().until(() -> consumer.known(new Feed(OURS, CUSTOMS)).size() == 5);

        assertThat(stream.status()).hasSize(2);
        assertThat(consumer.known(FEED)).hasSize(3);
    }

    @Test
    void readsOnlyTheWorkflowsThatAreConfigured() {
        trace.add(ORDERS, 3, "k1").add(CUSTOMS, 4, "k1");
        SegmentStream stream = start("2");
        stream.feed("search", consumer);
        awaitSynchronised(stream);

        assertThat(stream.status()).extracting(StreamStatus::feed).containsExactly(new Feed(OURS, CUSTOMS));
    }

    @Test
    void startsWithoutTraceAndCatchesUpWhenItIsThere() {
        trace.down(OURS, new TraceException(TraceException.Kind.UNAVAILABLE, "refused"));
        trace.add(ORDERS, 12, "k1");
        SegmentStream stream = start();
        stream.feed("search", consumer);
        assertThat(stream.synchronised()).isFalse();
        trace.up(OURS);
        awaitSynchronised(stream);

        assertThat(consumer.known(FEED)).hasSize(12);
    }

    @Test
    void isNotSynchronisedWithoutAConsumer() {
        trace.add(ORDERS, 2, "k1");
        SegmentStream stream = start();
        await().pollDelay(Duration.ofMillis(50)).until(() -> !stream.synchronised());
        stream.feed("search", consumer);
        awaitSynchronised(stream);
    }

    @Test
    void holdsNoOrganisationUpForAnother() {
        keys.add(SISTER, "k2");
        trace.add(ORDERS, 12, "k1");
        SegmentStream stream = start();
        stream.feed("search", consumer);
        awaitSynchronised(stream);
        trace.down(SISTER, new TraceException(TraceException.Kind.UNAUTHORIZED, "expired"));
        trace.add(ORDERS, 4, "k1");
        await().until(() -> consumer.known(FEED).size() == 16);

        await().until(() -> status(stream, "search", new Feed(SISTER, ORDERS))
                .error()
                .filter("trace_unauthorized"::equals)
                .isPresent());
    }

    @Test
    void holdsNoConsumerUpForAnother() {
        trace.add(ORDERS, 23, "k1");
        FakeConsumer slow = new FakeConsumer();
        FakeConsumer failing = new FakeConsumer();
        slow.block();
        failing.fail(Integer.MAX_VALUE);
        SegmentStream stream = start();
        stream.feed("slow", slow);
        stream.feed("failing", failing);
        stream.feed("search", consumer);

        await().until(() -> consumer.known(FEED).size() == 23);
        await().until(() -> status(stream, "failing", FEED)
                .error()
                .filter("consumer_failed"::equals)
                .isPresent());
        assertThat(slow.batches()).isEmpty();
        assertThat(stream.synchronised()).isFalse();
        slow.goOn();
        failing.fail(0);
        awaitSynchronised(stream);
        assertThat(slow.given(FEED)).isEqualTo(consumer.given(FEED)).isEqualTo(failing.given(FEED));
    }

    @Test
    void fetchesAndOpensAPageOnceForAllConsumers() {
        trace.add(ORDERS, 203, "k1");
        SegmentStream stream = start();
        for (int i = 0; i < 4; i++) {
            stream.feed("consumer-" + i, new FakeConsumer());
        }
        awaitSynchronised(stream);

        assertThat(trace.requests().stream()
                        .map(FakeLinks.Request::from)
                        .filter(from -> from < 200)
                        .collect(Collectors.groupingBy(from -> from, Collectors.counting()))
                        .values())
                .hasSize(40)
                .allMatch(times -> times == 1);
    }

    @Test
    void neverInterruptsAConsumerAndGivesNothingMoreOnceItIsStopped() throws Exception {
        trace.add(ORDERS, 23, "k1");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        FakeConsumer kept = new FakeConsumer();
        SegmentStream stream = start();
        Subscription subscription = stream.feed("search", new SegmentConsumer() {
            @Override
            public Position position(Feed feed) {
                return kept.position(feed);
            }

            @Override
            public void accept(Batch batch) throws Exception {
                inside.countDown();
                goOn.await();
                interrupted.compareAndSet(false, Thread.currentThread().isInterrupted());
                kept.accept(batch);
            }
        });
        inside.await();
        assertThat(subscription.stop(Duration.ofMillis(20))).isFalse();
        goOn.countDown();
        assertThat(subscription.stop(Duration.ofSeconds(10))).isTrue();

        assertThat(interrupted).isFalse();
        assertThat(kept.batches()).hasSize(1);
        assertThat(registry.find("connector.stream.lag.links").gauges()).isEmpty();
    }

    @Test
    void measuresHowFarAConsumerIsBehind() {
        trace.add(ORDERS, 23, "k1");
        FakeConsumer slow = new FakeConsumer();
        SegmentStream stream = start();
        stream.feed("slow", slow);
        awaitSynchronised(stream);
        assertThat(lag("slow")).isZero();
        slow.block();
        trace.add(ORDERS, 12, "k1");
        stream.feed("search", consumer);
        await().until(() -> consumer.known(FEED).size() == 35);

        assertThat(status(stream, "slow", FEED).passed()).isEqualTo(23);
        slow.goOn();
        await().until(() -> status(stream, "slow", FEED).passed() == 35);
        assertThat(lag("slow")).isZero();
    }

    @Test
    void readsOnFromAPosition() throws InterruptedException {
        trace.add(ORDERS, 7, "k1").add(ORDERS, 3, "k2");
        SegmentStream stream = start();
        Page first = stream.read(FEED, Position.START, 6);
        Page second = stream.read(FEED, first.next(), 6);
        Page third = stream.read(FEED, second.next(), 6);

        assertThat(first.segments()).hasSize(6);
        assertThat(first.hasNext()).isTrue();
        assertThat(first.total()).isEqualTo(10);
        assertThat(second.segments()).hasSize(4);
        assertThat(second.hasNext()).isFalse();
        assertThat(third.segments()).isEmpty();

        keys.add(OURS, "k2");
        Page again = stream.read(FEED, third.next(), 6);
        assertThat(again.segments()).hasSize(4).allMatch(segment -> segment.payload() instanceof Payload.Opened);
    }

    private SegmentStream start(String... workflows) {
        StreamConfig config = new StreamConfig(
                5,
                List.of(workflows),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                1 << 20,
                new RetryPauses(Duration.ofMillis(100), Duration.ofSeconds(2)),
                new SweepConfig(Duration.ofSeconds(5), Duration.ofMinutes(10), 1000));
        StreamMeters meters = new StreamMeters(registry, time);
        Pages pages = new Pages(trace, new FakeOpener(keys), config, time, meters);
        SegmentStream stream = new SegmentStream(trace, new Supply(config, pages, keys, meters, time, time)).discover();
        started = stream;
        return stream;
    }

    private static void awaitSynchronised(SegmentStream stream) {
        await().until(stream::synchronised);
    }

    private static StreamStatus status(SegmentStream stream, String name, Feed feed) {
        return stream.status().stream()
                .filter(status ->
                        status.consumer().equals(name) && status.feed().equals(feed))
                .findFirst()
                .orElseThrow();
    }

    private double lag(String name) {
        return registry.get("connector.stream.lag.links")
                .tag("consumer", name)
                .gauge()
                .value();
    }
}
