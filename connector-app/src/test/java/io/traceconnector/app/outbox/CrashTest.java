package io.traceconnector.app.outbox;

import static io.traceconnector.app.outbox.Requests.A;
import static io.traceconnector.app.outbox.Requests.B;
import static io.traceconnector.app.outbox.Requests.first;
import static io.traceconnector.app.outbox.Requests.next;
import static io.traceconnector.app.outbox.Requests.submission;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.journal.FakeClock;
import io.traceconnector.app.journal.FakeDisk;
import io.traceconnector.app.journal.FakeDisk.Survival;
import io.traceconnector.app.journal.FakeKill;
import io.traceconnector.app.outbox.FakeTrace.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whenever a process is killed, and whatever Trace did with what was sent: each accepted link is on Trace once, in order. All moments, none sampled. */
class CrashTest {

    private static final Submission ONE =
            submission("one", first(A, "canary-1"), next(A, "canary-2"), first(B, "canary-3"));
    private static final Submission TWO = submission("two", next(A, "canary-4"));
    private static final int NEVER = 0;

    /** Moments of opening a journal with all these entries, and some after it. */
    private static final int RECOVERY = 15;

    static Stream<List<Fate>> scripts() {
        List<List<Fate>> scripts = new ArrayList<>();
        for (Fate one : Fate.values()) {
            for (Fate two : Fate.values()) {
                scripts.add(List.of(one, two));
            }
        }
        return scripts.stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everyAcceptedLinkIsWrittenOnceHoweverTraceAnswers(List<Fate> script) throws IOException {
        int moments = new Run(script, Survival.NOTHING).killedAt(NEVER, NEVER).moments();

        for (int moment = 1; moment <= moments; moment++) {
            new Run(script, Survival.NOTHING).killedAt(moment, NEVER).check();
        }
    }

    @ParameterizedTest
    @EnumSource(Survival.class)
    void everyAcceptedLinkIsWrittenOnceHoweverTheDiskFaresAndWhenItIsKilledAgainWhileItRecovers(Survival survival)
            throws IOException {
        List<Fate> script = List.of(Fate.LANDS, Fate.LANDS_AND_ANSWER_LOST, Fate.LANDS_LATE);
        int moments = new Run(script, survival).killedAt(NEVER, NEVER).moments();

        for (int moment = 1; moment <= moments; moment++) {
            for (int second = 1; second <= RECOVERY; second++) {
                new Run(script, survival).killedAt(moment, second).check();
            }
        }
    }

    @Test
    void nothingOfARequestIsOnDiskInClear() throws IOException {
        for (Fate fate : Fate.values()) {
            Run run = new Run(List.of(fate, Fate.LOST), Survival.ALL).killedAt(NEVER, NEVER);

            assertThat(new String(run.disk.everWritten(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("canary", "urgent", "our group", "trace-a", "caller");
        }
    }

    /** Lives of a process on one disk: one or two that are killed, then one that is not. */
    private static final class Run {

        private final List<Fate> script;
        private final Survival survival;
        private final FakeDisk disk = new FakeDisk();
        private final FakeTrace trace = new FakeTrace();
        private final FakeSealing sealing = new FakeSealing();
        private final FakeClock clock = new FakeClock();
        private final List<Submission> accepted = new ArrayList<>();
        private int moments;
        private List<Entry> one = List.of();
        private List<Entry> two = List.of();

        private Run(List<Fate> script, Survival survival) {
            this.script = script;
            this.survival = survival;
            trace.script(script);
        }

        private Run killedAt(int first, int second) throws IOException {
            live(first);
            if (second != NEVER) {
                live(second);
            }
            FakeProcess last = life(FakeKill.never());
            for (Submission submission : accepted) {
                assertThat(last.find(submission))
                        .as("what was accepted is there after a crash")
                        .hasSize(submission.requests().size());
            }
            one = work(last, FakeKill.never(), ONE);
            two = work(last, FakeKill.never(), TWO);
            return this;
        }

        private void live(int killedAt) throws IOException {
            FakeKill kill = new FakeKill(killedAt);
            try {
                FakeProcess process = life(kill);
                work(process, kill, ONE);
                process.store().compact();
                work(process, kill, TWO);
                process.store().close();
            } catch (FakeKill.Killed e) {
                disk.crash(survival);
            }
            moments = kill.moments();
        }

        private FakeProcess life(FakeKill kill) throws IOException {
            disk.killedBy(kill);
            trace.killedBy(kill);
            return new FakeProcess(disk, trace, sealing, clock);
        }

        private List<Entry> work(FakeProcess process, FakeKill kill, Submission submission) {
            List<Entry> entries = process.accept(submission);
            accepted.add(submission);
            kill.moment();
            process.deliverAll();
            return entries;
        }

        private int moments() {
            return moments;
        }

        private void check() {
            List<String> onA = ours(trace.data(A));
            List<String> onB = ours(trace.data(B));
            Function<Entry, String> data = entry -> {
                int index = one.indexOf(entry);
                return index < 0 ? "\"canary-4\"" : "\"canary-" + (index + 1) + "\"";
            };
            List<Entry> all = Stream.concat(one.stream(), two.stream()).toList();

            assertThat(all).as("every entry has ended").noneMatch(Entry::isOpen);
            assertThat(onA).isEqualTo(done(all, A.value()).map(data).toList());
            assertThat(onB).isEqualTo(done(all, B.value()).map(data).toList());
            if (!script.contains(Fate.REFUSED)) {
                assertThat(all).allMatch(entry -> entry.state() instanceof EntryState.Done);
            }
        }

        private static Stream<Entry> done(List<Entry> all, String trace) {
            return all.stream()
                    .filter(entry -> entry.trace().value().equals(trace))
                    .filter(entry -> entry.state() instanceof EntryState.Done);
        }

        private static List<String> ours(List<String> data) {
            return data.stream().filter(each -> each.contains("canary")).toList();
        }
    }
}
