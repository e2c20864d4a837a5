package io.traceconnector.app.stream;

import static io.traceconnector.app.stream.PumpRun.FEED;
import static io.traceconnector.app.stream.PumpRun.OURS;
import static io.traceconnector.app.stream.PumpRun.PAGE;
import static io.traceconnector.app.stream.PumpRun.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Batch;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Position;
import io.traceconnector.app.trace.LinksPage;
import io.traceconnector.app.trace.TraceException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PumpTest {

    private final PumpRun run = new PumpRun();

    @Test
    void givesEveryLinkOnceAndInOrder() {
        run.trace.add(WORKFLOW, 23, "k1");

        run.untilSettled();

        assertThat(run.consumer.given(FEED)).isEqualTo(hashes());
        run.assertEverythingIsKnown();
    }

    @Test
    void goesOnWhereItsConsumerIs() {
        run.trace.add(WORKFLOW, 23, "k1");
        run.untilSettled();
        run.trace.add(WORKFLOW, 4, "k1");
        run.untilSettled();

        assertThat(run.consumer.given(FEED)).isEqualTo(hashes());
    }

    @Test
    void givesNewLinksAtTheHead() {
        run.trace.add(WORKFLOW, 3, "k1");
        AtomicInteger pauses = new AtomicInteger();
        run.until(() -> {
            if (pauses.incrementAndGet() < 10) {
                run.trace.add(WORKFLOW, 2, "k1");
            }
            return run.isSettled() && run.status().passed() == 21;
        });

        assertThat(run.consumer.given(FEED)).isEqualTo(hashes());
    }

    @Test
    void asksAnEmptyWorkflowAgain() {
        run.until(() -> run.time.instant().isAfter(java.time.Instant.parse("2026-01-01T00:01:00Z")));
        assertThat(run.consumer.batches()).hasSizeLessThanOrEqualTo(1);

        run.trace.add(WORKFLOW, 2, "k1");
        run.untilSettled();
        run.assertEverythingIsKnown();
    }

    @Test
    void beginsAnewWhereItsConsumerHasGoneBackTo() {
        run.trace.add(WORKFLOW, 23, "k1");
        run.untilSettled();
        run.trace.add(WORKFLOW, 4, "k1");
        run.consumer.loseAll();
        run.untilSettled();

        run.assertEverythingIsKnown();
    }

    @Test
    void beginsAnewWhereItsConsumerHasGoneBackToAlsoWhileNothingNewComes() {
        run.trace.add(WORKFLOW, 23, "k1");
        AtomicInteger settled = new AtomicInteger();
        run.until(() -> {
            if (run.isSettled() && settled.incrementAndGet() == 1) {
                run.consumer.lose();
            }
            return run.isSettled() && run.consumer.given(FEED).size() == 46;
        });

        run.assertEverythingIsKnown();
    }

    @Test
    void movesThePositionOnlyWithItsData() {
        run.trace.add(WORKFLOW, 23, "k1");
        run.consumer.fail(3);
        run.untilSettled();

        assertThat(run.consumer.given(FEED)).isEqualTo(hashes());
        List<Batch> batches = run.consumer.batches();
        for (int i = 0; i < batches.size(); i++) {
            Mark mark = Mark.decode(batches.get(i).next());
            long links = batches.subList(0, i + 1).stream()
                    .mapToLong(batch -> batch.segments().size())
                    .sum();
            assertThat(mark.at().passed()).isEqualTo(links);
        }
        assertThat(run.registry
                        .counter(
                                "connector.stream.stalls",
                                "consumer",
                                "fake",
                                "organisation",
                                "ours",
                                "workflow",
                                "7",
                                "reason",
                                "consumer_failed")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void keepsThePositionWhileAKeyIsAway() {
        run.trace.add(WORKFLOW, 12, "k1");
        run.opener.away(4);
        AtomicInteger stalls = new AtomicInteger();
        run.until(() -> {
            if (run.status().error().equals(Optional.of("key_unavailable"))) {
                stalls.incrementAndGet();
                assertThat(run.consumer.position(FEED)).isEqualTo(Position.START);
            }
            return run.isSettled();
        });

        assertThat(stalls.get()).isPositive();
        assertThat(run.consumer.given(FEED)).isEqualTo(hashes());
    }

    @Test
    void readsAgainWhatStayedClosedWhenAKeyIsAdded() {
        run.trace.add(WORKFLOW, 11, "k1").add(WORKFLOW, 8, "k2").add(WORKFLOW, 11, "k1");
        run.untilSettled();
        run.assertEverythingIsKnown();
        int before = run.consumer.given(FEED).size();

        run.keys.add(OURS, "k2");
        run.until(() -> run.isSettled() && run.consumer.given(FEED).size() > before);

        run.assertEverythingIsKnown();
        assertThat(run.consumer
                        .given(FEED)
                        .subList(before, run.consumer.given(FEED).size()))
                .as("from the page of the first closed link")
                .isEqualTo(hashes().subList(2 * PAGE, 30));
        assertThat(Mark.decode(run.consumer.position(FEED)).closed()).isEmpty();
    }

    @Test
    void readsAgainWhatStayedClosedWhenAKeyWasAddedWhileItWasStopped() {
        run.trace.add(WORKFLOW, 9, "k2").add(WORKFLOW, 9, "k1");
        run.untilSettled();
        run.keys.add(OURS, "k2");
        run.untilSettled();

        run.assertEverythingIsKnown();
    }

    @Test
    void goesOnReadingClosedLinksAgainAfterAStopInTheMiddle() {
        run.trace.add(WORKFLOW, 40, "k2").add(WORKFLOW, 9, "k1");
        run.untilSettled();
        run.keys.add(OURS, "k2");
        int before = run.consumer.batches().size();
        run.trace.fault(request -> {
            if (request.from() >= 20 && run.consumer.batches().size() < before + 100) {
                throw new TraceException(TraceException.Kind.UNAVAILABLE, "down in the middle");
            }
            return request.right();
        });
        run.until(() -> run.status().error().equals(Optional.of("trace_unavailable")));
        run.trace.fault(FakeLinks.Request::right);
        run.untilSettled();

        run.assertEverythingIsKnown();
    }

    @Test
    void recordsPoisonLinksAndGoesOn() {
        run.trace.add(WORKFLOW, 12, "k1");
        run.trace.fault(request -> change(request.right(), 7, link -> link.rewritten("x", "copied")));
        run.until(() -> run.status().passed() == 12 && run.status().atHead());

        assertThat(run.status().closed()).containsEntry(Payload.Reason.COPIED, 1L);
        assertThat(run.poison.all()).singleElement().satisfies(link -> {
            assertThat(link.cursor()).contains(FakeLink.cursor(7));
            assertThat(link.reason()).isEqualTo(Payload.Reason.COPIED);
        });
        assertThat(run.consumer.known(FEED)).hasSize(12);

        run.trace.fault(FakeLinks.Request::right);
        run.untilSettled();
        assertThat(run.poison.all()).isEmpty();
        run.assertEverythingIsKnown();
    }

    @Test
    void readsAPageThatCannotBeReadInSmallerOnes() {
        run.trace.add(WORKFLOW, 12, "k1");
        run.trace.fault(request -> {
            if (request.limit() > 1 && request.from() < 6 && request.from() + request.limit() >= 6) {
                throw new TraceException(TraceException.Kind.MALFORMED, "an answer above the limit");
            }
            return request.right();
        });
        run.untilSettled();

        assertThat(run.consumer.given(FEED)).isEqualTo(hashes());
    }

    @Test
    void beginsAnewWhenACursorStaysRefused() {
        run.trace.add(WORKFLOW, 23, "k1");
        run.trace.fault(request -> {
            if (request.from() == 10 && run.consumer.given(FEED).size() < 20) {
                throw new TraceException(TraceException.Kind.REFUSED, "no such cursor");
            }
            return request.right();
        });
        run.untilSettled();

        run.assertEverythingIsKnown();
        assertThat(run.consumer.given(FEED)).startsWith(hashes().subList(0, 10).toArray(String[]::new));
        assertThat(run.consumer.given(FEED).subList(10, 20)).isEqualTo(hashes().subList(0, 10));
    }

    @Test
    void givesNothingAgainWhenARefusedCursorIsTakenAtTheNextTry() {
        run.trace.add(WORKFLOW, 23, "k1");
        AtomicInteger refusals = new AtomicInteger(3);
        run.trace.fault(request -> {
            if (request.from() == 10 && refusals.getAndDecrement() > 0) {
                throw new TraceException(TraceException.Kind.REFUSED, "not now");
            }
            return request.right();
        });
        run.untilSettled();

        assertThat(run.consumer.given(FEED)).isEqualTo(hashes());
    }

    @Test
    void startsFromTheBeginningWithAPositionThatItCannotRead() throws InterruptedException {
        run.trace.add(WORKFLOW, 8, "k1");
        run.consumer.accept(new Batch(FEED, List.of(), new Position("of another time")));
        run.untilSettled();

        run.assertEverythingIsKnown();
    }

    @Test
    void sweepsAgainAfterAStopInTheMiddleOfASweep() {
        run.trace.add(WORKFLOW, 23, "k1");
        run.trace.fault(request -> without(request.right(), 4));
        run.until(() -> run.status().doubtful());
        run.trace.fault(request -> {
            if (request.from() >= 15) {
                throw new TraceException(TraceException.Kind.UNAVAILABLE, "down");
            }
            return without(request.right(), 4);
        });
        run.until(() -> run.status().error().equals(Optional.of("trace_unavailable")));
        assertThat(Mark.decode(run.consumer.position(FEED)).doubt()).contains(Spot.START);

        run.trace.fault(FakeLinks.Request::right);
        run.untilSettled();
        run.assertEverythingIsKnown();
    }

    @Test
    void staysAtWorkWhileAFaultStays() {
        run.trace.add(WORKFLOW, 23, "k1");
        run.trace.fault(request -> without(request.right(), 4));
        run.until(() -> run.time.instant().isAfter(java.time.Instant.parse("2026-01-01T05:00:00Z")));

        assertThat(new HashSet<>(run.consumer.given(FEED))).hasSize(22);
        double sweeps = run.registry
                .counter("connector.stream.sweeps", "consumer", "fake", "organisation", "ours", "workflow", "7")
                .count();
        assertThat(sweeps).as("pauses between sweeps grow to ten minutes").isBetween(25.0, 45.0);
        assertThat(run.status().synchronised()).isFalse();
    }

    private List<String> hashes() {
        return run.trace.links(WORKFLOW).stream().map(link -> link.hash().hex()).toList();
    }

    private static LinksPage without(LinksPage page, int number) {
        return Faults.edit(page, links -> links.removeIf(link -> Faults.isNumber(link, number)));
    }

    private static LinksPage change(LinksPage page, int number, java.util.function.UnaryOperator<FakeLink> edit) {
        return Faults.rewrite(page, number, edit);
    }
}
