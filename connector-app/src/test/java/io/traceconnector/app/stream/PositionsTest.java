package io.traceconnector.app.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.LinksPage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for a link, on real time; Trace is asked for news once an hour where nobody waits. */
final class PositionsTest {

    private static final OrganisationId OURS = new OrganisationId("ours");
    private static final OrganisationId SISTER = new OrganisationId("sister");
    private static final WorkflowId ORDERS = new WorkflowId("1");
    private static final Feed FEED = new Feed(OURS, ORDERS);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeKeys keys = new FakeKeys().add(OURS, "k1");
    private final FakeLinks trace = new FakeLinks();
    private final FakeConsumer consumer = new FakeConsumer();
    private SegmentStream stream;

    @BeforeEach
    void start() {
        trace.add(ORDERS, 12, "k1");
        StreamConfig config = new StreamConfig(
                5,
                List.of(),
                Duration.ofHours(1),
                Duration.ofMillis(200),
                1 << 20,
                new RetryPauses(Duration.ofMillis(20), Duration.ofMillis(100)),
                new SweepConfig(Duration.ofMillis(50), Duration.ofSeconds(1), 1000));
        stream = SegmentStream.start(
                config, trace, new FakeOpener(keys), keys, Clock.systemUTC(), new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        consumer.goOn();
        stream.close();
    }

    private Subscription feed() {
        Subscription subscription = stream.feed("search", consumer);
        await().until(() -> stream.status().stream().anyMatch(StreamStatus::synchronised));
        return subscription;
    }

    private WritePosition position(int number) {
        return new WritePosition(FEED, trace.links(ORDERS).get(number - 1).hash());
    }

    private WriteStatus ask(WritePosition position) throws InterruptedException {
        return stream.await("search", position, Duration.ZERO);
    }

    private static Optional<WriteStatus.Reason> reason(WriteStatus status) {
        return status instanceof WriteStatus.NotYet(WriteStatus.Reason reason, Optional<StreamStatus> far)
                ? Optional.of(reason)
                : Optional.empty();
    }

    @Test
    void aWaitCostsAPollAndNotAnInterval() throws InterruptedException {
        feed();
        trace.add(ORDERS, 1, "k1");
        assertThat(reason(ask(position(13)))).contains(WriteStatus.Reason.BEHIND);

        assertThat(stream.await("search", position(13), LONG)).isInstanceOf(WriteStatus.Taken.class);
        assertThat(ask(position(13))).isInstanceOf(WriteStatus.Taken.class);
        assertThat(consumer.known(FEED)).hasSize(13);
    }

    @Test
    void aLinkThatTraceShowsLateIsWaitedFor() throws Exception {
        feed();
        trace.add(ORDERS, 1, "k1");
        WritePosition late = position(13);
        trace.fault(request -> withoutLast(request.right(), late.hash()));
        int before = trace.requests().size();
        CompletableFuture<WriteStatus> waiting = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                waiting.complete(stream.await("search", late, LONG));
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        await().until(() -> trace.requests().size() > before + 2);
        assertThat(waiting).isNotDone();
        trace.fault(FakeLinks.Request::right);

        await().atMost(LONG).until(waiting::isDone);
        assertThat(waiting.get()).isInstanceOf(WriteStatus.Taken.class);
    }

    private static LinksPage withoutLast(LinksPage page, LinkHash hash) {
        var links = page.links().stream()
                .filter(link -> !link.stated().equals(hash))
                .toList();
        return new LinksPage(
                links,
                page.hasNext(),
                links.isEmpty() ? Optional.empty() : links.getLast().cursor(),
                12);
    }

    @Test
    void whoWaitsInVainHearsHowFarTheConsumerIs() throws InterruptedException {
        feed();
        WritePosition never = new WritePosition(FEED, new LinkHash("e".repeat(64)));

        WriteStatus status = stream.await("search", never, Duration.ofMillis(250));

        assertThat(reason(status)).contains(WriteStatus.Reason.BEHIND);
        StreamStatus far = ((WriteStatus.NotYet) status).status().orElseThrow();
        assertThat(far.passed()).isEqualTo(12);
        assertThat(far.atHead()).isTrue();
    }

    @Test
    void aLinkIsTakenOnlyWhenTheConsumerHasStoredIt() throws Exception {
        feed();
        consumer.block();
        trace.add(ORDERS, 1, "k1");
        assertThat(reason(stream.await("search", position(13), Duration.ofMillis(300))))
                .contains(WriteStatus.Reason.BEHIND);
        consumer.fail(2);
        consumer.goOn();

        assertThat(stream.await("search", position(13), LONG)).isInstanceOf(WriteStatus.Taken.class);
    }

    @Test
    void whoStartsOverHasNothingUntilItPassedAgain() throws Exception {
        assertThat(feed().stop(LONG)).isTrue();
        assertThat(reason(ask(position(12)))).contains(WriteStatus.Reason.UNKNOWN_FEED);
        FakeConsumer emptied = new FakeConsumer();
        emptied.block();
        stream.feed("search", emptied);

        assertThat(reason(ask(position(12)))).contains(WriteStatus.Reason.BEHIND);
        emptied.goOn();
        assertThat(stream.await("search", position(12), LONG)).isInstanceOf(WriteStatus.Taken.class);
    }

    @Test
    void aPumpThatIsStoppedInsideItsConsumerDoesNotRestAfterwards() throws Exception {
        Subscription subscription = feed();
        consumer.block();
        trace.add(ORDERS, 1, "k1");
        assertThat(reason(stream.await("search", position(13), Duration.ofMillis(300))))
                .isPresent();
        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> {
            try {
                return subscription.stop(LONG);
            } catch (InterruptedException e) {
                return false;
            }
        });
        assertThat(subscription.stop(Duration.ofMillis(200))).isFalse();
        consumer.goOn();

        await().atMost(LONG).until(stopped::isDone);
        assertThat(stopped.get()).isTrue();
    }

    @Test
    void whoGoesOnFromItsStoredPositionMayHaveHadTheLinkBefore() throws Exception {
        assertThat(feed().stop(LONG)).isTrue();
        feed();
        trace.add(ORDERS, 1, "k1");

        assertThat(reason(ask(position(12)))).contains(WriteStatus.Reason.FORGOTTEN);
        assertThat(stream.await("search", position(13), LONG)).isInstanceOf(WriteStatus.Taken.class);
    }

    @Test
    void aFeedThatIsNotKnownYetIsWaitedForToo() throws Exception {
        keys.add(SISTER, "k1");
        stream.feed("search", consumer);
        WritePosition theirs =
                new WritePosition(new Feed(SISTER, ORDERS), position(12).hash());

        assertThat(stream.await("search", theirs, LONG)).isInstanceOf(WriteStatus.Taken.class);
    }

    @Test
    void whatOneOrganisationWasGivenIsNotTheOthers() throws InterruptedException {
        feed();
        WritePosition theirs =
                new WritePosition(new Feed(SISTER, ORDERS), position(12).hash());

        assertThat(ask(position(12))).isInstanceOf(WriteStatus.Taken.class);
        assertThat(reason(ask(theirs))).contains(WriteStatus.Reason.UNKNOWN_FEED);
        assertThat(reason(stream.await("other", position(12), Duration.ZERO)))
                .contains(WriteStatus.Reason.UNKNOWN_FEED);
    }

    @Test
    void aForgedLinkIsNotTheOneThatWasWritten() throws Exception {
        trace.fault(request -> Faults.REWRITTEN_UNDER_ITS_HASH.answer(request));
        stream.feed("search", consumer);
        await().until(() -> consumer.given(FEED).size() >= 12);
        List<WritePosition> closed = trace.links(ORDERS).stream()
                .filter(link ->
                        consumer.known(FEED).getOrDefault(link.cursor(), "").endsWith("unverified"))
                .map(link -> new WritePosition(FEED, link.hash()))
                .toList();
        assertThat(closed).isNotEmpty();
        assertThat(reason(ask(closed.getFirst()))).isPresent();

        trace.fault(FakeLinks.Request::right);
        assertThat(stream.await("search", closed.getFirst(), LONG)).isInstanceOf(WriteStatus.Taken.class);
    }

    @Test
    void aPositionIsATextThatComesBack() {
        WritePosition position =
                new WritePosition(new Feed(new OrganisationId("a:b c"), ORDERS), new LinkHash("0f".repeat(32)));

        assertThat(position).hasToString("a:b c:1:" + "0f".repeat(32));
        assertThat(WritePosition.parse(position.toString())).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:1", "a:1:zz", ":1:", "a::0f"})
    void refusesATextThatIsNoPosition(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> WritePosition.parse(text));
    }

    @Test
    void theLastLinksAreKeptAndTheOldestForgotten() throws InterruptedException {
        TakenLinks taken = new TakenLinks(10);
        for (long link = 1; link <= 19; link++) {
            taken.add(new long[] {link});
        }
        assertThat(taken.hasDropped()).isFalse();
        assertThat(taken.await(() -> 1, 0)).isTrue();
        for (long link = 20; link <= 35; link++) {
            taken.add(new long[] {link});
        }
        assertThat(taken.hasDropped()).isTrue();
        assertThat(taken.await(() -> 1, 0)).isFalse();
        for (long link = 26; link <= 35; link++) {
            long wanted = link;
            assertThat(taken.await(() -> wanted, 0)).isTrue();
        }
    }
}
