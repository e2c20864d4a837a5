package io.traceconnector.app.outbox;

import static io.traceconnector.app.outbox.Requests.A;
import static io.traceconnector.app.outbox.Requests.B;
import static io.traceconnector.app.outbox.Requests.first;
import static io.traceconnector.app.outbox.Requests.next;
import static io.traceconnector.app.outbox.Requests.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.journal.FakeClock;
import io.traceconnector.app.journal.FakeKeys;
import io.traceconnector.app.outbox.FakeTrace.Fate;
import io.traceconnector.app.outbox.Submission.IdempotencyKey;
import io.traceconnector.chainscript.Algorithms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole outbox on a real disk, before a Trace in memory. */
class OutboxTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path directory;

    private final FakeKeys keys = new FakeKeys();
    private final FakeTrace trace = new FakeTrace();
    private final FakeSealing sealing = new FakeSealing();
    private final FakeClock clock = new FakeClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Outbox outbox;

    @BeforeEach
    void open() {
        outbox = open(10);
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void acceptedLinksComeToTraceInOrderAndTheirHashIsTold() {
        Acceptance accepted = outbox.accept(submission("k", first(A, "1"), next(A, "2"), first(B, "3")), LONG);

        assertThat(accepted.known()).isFalse();
        assertThat(accepted.entries()).extracting(EntryStatus::state).allMatch(EntryState.Done.class::isInstance);
        assertThat(trace.data(A)).containsExactly("\"1\"", "\"2\"");
        assertThat(trace.data(B)).containsExactly("\"3\"");
    }

    @Test
    void theSameKeyGivesTheSameAnswerAlsoAfterARestart() {
        Acceptance accepted = outbox.accept(submission("k", first(A, "1")), LONG);
        restart();
        Acceptance again = outbox.accept(submission("k", first(new TraceId("made anew"), "1")), LONG);

        assertThat(again).isEqualTo(new Acceptance(true, accepted.entries()));
        assertThat(trace.sent()).hasSize(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        outbox.accept(submission("k", first(A, "1")), LONG);
        Submission other =
                new Submission("caller", Optional.of(new IdempotencyKey("k", new byte[] {1})), List.of(first(B, "2")));
        Submission others = new Submission(
                "another caller", Optional.of(new IdempotencyKey("k", new byte[] {1})), List.of(first(B, "2")));

        assertProblem("idempotency_key_reused", () -> outbox.accept(other));
        assertThat(outbox.isKnown(other)).isTrue();
        assertThat(outbox.isKnown(submission("another key", first(A, "1")))).isFalse();
        assertThat(outbox.accept(others, LONG).known()).isFalse();
    }

    @Test
    void aKeyWhoseRequestWaitsIsInUse() throws Exception {
        trace.script(List.of(Fate.LOST));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Acceptance> waiting = threads.submit(() -> outbox.accept(submission("k", first(A, "1")), LONG));
            await().until(() -> !outbox.list().isEmpty());

            assertProblem("idempotency_key_in_use", () -> outbox.accept(submission("k", first(A, "1")), LONG));
            assertProblem("idempotency_key_in_use", () -> outbox.accept(submission("k", first(A, "1"))));
            assertThat(waiting.get().entries().getFirst().state()).isInstanceOf(EntryState.Done.class);
        }
        assertThat(outbox.accept(submission("k", first(A, "1"))).known()).isTrue();
    }

    @Test
    void whileTraceIsAwayEntriesWaitAndGoOnWhenItIsBackAlsoAfterARestart() {
        trace.away(true);
        Acceptance accepted = outbox.accept(submission("k", first(A, "1"), next(A, "2")), LONG);
        assertThat(accepted.entries().getFirst().state())
                .isEqualTo(new EntryState.Waiting(Optional.of("trace_unavailable")));
        restart();
        trace.away(false);

        String last = accepted.entries().getLast().id();
        await().until(() -> outbox.status("caller", last).orElseThrow().state() instanceof EntryState.Done);
        assertThat(trace.data(A)).containsExactly("\"1\"", "\"2\"");
    }

    @Test
    void anEntryIsItsCallersOwn() {
        String id = outbox.accept(submission("k", first(A, "1")), LONG)
                .entries()
                .getFirst()
                .id();

        assertThat(outbox.status("caller", id)).isPresent();
        assertThat(outbox.status("another caller", id)).isEmpty();
        assertThat(outbox.status("caller", "no id")).isEmpty();
    }

    @Test
    void directWritesOfOneTraceAreSerialisedWithEntries() throws Exception {
        outbox.write(first(A, "0"), LONG);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writes = new ArrayList<>();
            IntStream.rangeClosed(1, 20)
                    .forEach(i -> writes.add(threads.submit(() -> {
                        if (i % 2 == 0) {
                            return outbox.write(next(A, "direct " + i), LONG);
                        }
                        return outbox.accept(submission("k" + i, next(A, "entry " + i)), LONG);
                    })));
            for (Future<?> each : writes) {
                each.get();
            }
        }

        assertThat(trace.data(A)).hasSize(21).doesNotHaveDuplicates();
        assertThat(meters.find("connector.outbox.refused").counter())
                .as("nobody of ours overtakes another")
                .isNull();
    }

    @Test
    void aDirectWriteThatIsOvertakenIsMadeAnewABoundedNumberOfTimes() {
        outbox.write(first(A, "0"), LONG);
        trace.script(List.of(Fate.OVERTAKEN, Fate.OVERTAKEN));
        outbox.write(next(A, "1"), LONG);
        assertThat(trace.data(A)).containsExactly("\"0\"", "\"another\"", "\"another\"", "\"1\"");

        trace.script(IntStream.range(0, 6).mapToObj(_ -> Fate.OVERTAKEN).toList());
        assertProblem("trace_contended", () -> outbox.write(next(A, "2"), LONG));
        assertThat(trace.data(A)).doesNotContain("\"2\"");
    }

    @Test
    void aDirectWriteTellsTheTruth() {
        trace.script(List.of(Fate.REFUSED));
        assertThatThrownBy(() -> outbox.write(first(A, "1"), LONG))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.members()).containsEntry("traceMessage", "no"));
        assertProblem("trace_unknown", () -> outbox.write(next(A, "1"), LONG));
        trace.script(List.of(Fate.NOT_SENT));
        assertProblem("trace_unavailable", () -> outbox.write(first(A, "1"), LONG));
        trace.script(List.of(Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST, Fate.LOST));
        assertThatThrownBy(() -> outbox.write(first(A, "1"), SHORT))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo("outcome_unknown");
                    assertThat(problem.members()).containsKeys("linkHash", "trace");
                });
    }

    @Test
    void aDirectWriteWhoseAnswerIsLostIsFoundInTheTrace() {
        trace.script(List.of(Fate.LANDS_AND_ANSWER_LOST));

        Written written = outbox.write(first(A, "1"), LONG);

        assertThat(written.hash()).isEqualTo(FakeSealing.hash(trace.sent().getFirst()));
        assertThat(trace.sent()).hasSize(1);
    }

    @Test
    void aDeprecatedConfigurationIsForgottenOnceAndTheLinkMadeAnew() {
        trace.script(List.of(Fate.CONFIG_DEPRECATED));
        outbox.write(first(A, "1"), LONG);

        assertThat(sealing.forgotten()).isEqualTo(1);
        assertThat(trace.data(A)).containsExactly("\"1\"");
    }

    @Test
    void anEntryThatFailsTakesThoseBehindItInItsSubmissionAlong() {
        outbox.write(first(A, "0"), LONG);
        trace.script(List.of(Fate.REFUSED));
        Acceptance accepted = outbox.accept(submission("k", next(A, "1"), next(A, "2"), first(B, "3")), LONG);
        outbox.accept(submission("l", next(A, "4")), LONG);

        assertThat(accepted.entries().stream().map(entry -> code(entry.state())))
                .containsExactlyInAnyOrder(
                        trace.data(B).isEmpty()
                                ? new String[] {"done", "done", "link_refused"}
                                : new String[] {"link_refused", "earlier_link_failed", "done"});
        assertThat(trace.data(A)).contains("\"0\"", "\"4\"");
    }

    @Test
    void aStuckEntryGoesOnWhenItIsTriedAgain() {
        sealing.failing(new ProblemException(409, "recipient_changed", "Approve it."));
        EntryStatus stuck =
                outbox.accept(submission("k", first(A, "1")), LONG).entries().getFirst();
        assertThat(code(stuck.state())).isEqualTo("recipient_changed");
        assertThat(outbox.health().state()).isEqualTo(State.DEGRADED);
        sealing.working();
        outbox.retry(stuck.id());

        assertThat(outbox.await("caller", stuck.id(), LONG)).isPresent();
        await().until(() -> outbox.list().isEmpty());
        assertThat(trace.data(A)).containsExactly("\"1\"");
        assertProblem("entry_ended", () -> outbox.retry(stuck.id()));
    }

    @Test
    void whatMayBeOnItsWayIsDroppedByForceOnly() {
        outbox.write(first(A, "0"), LONG);
        trace.script(IntStream.range(0, 100).mapToObj(_ -> Fate.LOST).toList());
        String sending = outbox.accept(submission("k", next(A, "1")))
                .entries()
                .getFirst()
                .id();
        await().until(() -> trace.sent().size() > 1);
        String behind = outbox.accept(submission("l", next(A, "2")))
                .entries()
                .getFirst()
                .id();

        assertProblem("entry_on_its_way", () -> outbox.drop(sending, false));
        assertThat(code(outbox.drop(behind, false).state())).isEqualTo("dropped");
        assertThat(code(outbox.drop(sending, true).state())).isEqualTo("dropped");
        assertProblem("entry_unknown", () -> outbox.drop("11111111-1111-4111-8111-111111111111", true));
        restart();
        assertThat(outbox.list()).isEmpty();
        assertThat(outbox.status("caller", behind))
                .map(EntryStatus::state)
                .map(OutboxTest::code)
                .contains("dropped");
    }

    @Test
    void refusesBeyondItsBoundsAndAcceptsAgainWhenThereIsRoom() {
        trace.away(true);
        for (int i = 0; i < 10; i++) {
            outbox.accept(submission("k" + i, first(new TraceId("t" + i), "1")));
        }
        assertProblem("outbox_full", () -> outbox.accept(submission("more", first(A, "1"))));
        trace.away(false);
        await().until(() -> outbox.list().isEmpty());

        assertThat(outbox.accept(submission("more", first(A, "1")), LONG).known())
                .isFalse();
    }

    @Test
    void aKeyThatIsAwayStallsItAndItOpensWhenTheKeyIsBack() {
        outbox.accept(submission("k", first(A, "1")), LONG);
        outbox.close();
        keys.away(true);
        outbox = open(10);

        assertProblem("outbox_unavailable", () -> outbox.accept(submission("l", next(A, "2"))));
        assertProblem("outbox_unavailable", () -> outbox.write(next(A, "2"), LONG));
        assertThat(outbox.health().detail()).contains("a key is away");
        keys.away(false);
        await().until(() -> outbox.stalled(Requests.US).isEmpty());
        assertThat(outbox.accept(submission("k", first(A, "1"))).known()).isTrue();
    }

    @Test
    void answersAreForgottenAtTheNextStartAfterTheyWereRememberedLongEnough() {
        outbox.accept(submission("k", first(A, "1")), LONG);
        clock.pass(Duration.ofHours(23));
        restart();
        assertThat(outbox.accept(submission("k", first(A, "1"))).known()).isTrue();
        clock.pass(Duration.ofHours(2));
        restart();

        assertThat(outbox.accept(submission("k", first(B, "1")), LONG).known()).isFalse();
    }

    @Test
    void aSecondProcessIsKeptOut() {
        assertThatThrownBy(() -> open(10)).hasMessageContaining("another process uses");
    }

    @Test
    void nobodyElseMayReadItsFiles() throws IOException {
        outbox.accept(submission("k", first(A, "1")), LONG);

        try (Stream<Path> all = Files.walk(directory.resolve("outbox"))) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    private Outbox open(int entries) {
        OutboxConfig config = new OutboxConfig(
                entries, 1000, 10 << 20, Duration.ofHours(24), 8, 5, Duration.ofMinutes(2), Duration.ofSeconds(1));
        return Outbox.open(
                config,
                directory.resolve("outbox"),
                keys,
                Algorithms.platform(),
                new WayToTrace(sealing, trace, trace),
                clock,
                meters);
    }

    private void restart() {
        outbox.close();
        outbox = open(10);
    }

    private static String code(EntryState state) {
        return switch (state) {
            case EntryState.Failed failed -> failed.code();
            case EntryState.Stuck stuck -> stuck.code();
            default -> state.name();
        };
    }

    private static void assertProblem(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
