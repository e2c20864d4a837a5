package io.traceconnector.app.outbox;

import static io.traceconnector.app.outbox.Requests.A;
import static io.traceconnector.app.outbox.Requests.B;
import static io.traceconnector.app.outbox.Requests.first;
import static io.traceconnector.app.outbox.Requests.next;
import static io.traceconnector.app.outbox.Requests.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.journal.FakeClock;
import io.traceconnector.app.journal.FakeDisk;
import io.traceconnector.app.journal.FakeDisk.Survival;
import io.traceconnector.app.journal.Journal;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreTest {

    private final FakeDisk disk = new FakeDisk();
    private final FakeTrace trace = new FakeTrace();
    private final FakeSealing sealing = new FakeSealing();
    private final FakeClock clock = new FakeClock();

    @Test
    void afterAFailureOfTheDiskNothingIsDoneAndNothingIsLost() throws IOException {
        FakeProcess process = process();
        process.accept(submission("one", first(A, "1")));
        disk.failing(true);

        assertThatThrownBy(() -> process.accept(submission("two", first(B, "2"))))
                .isInstanceOf(OutboxStalledException.class);
        disk.failing(false);
        assertThatThrownBy(() -> process.accept(submission("two", first(B, "2"))))
                .isInstanceOf(OutboxStalledException.class)
                .hasMessageContaining("no space left on device");
        assertThatThrownBy(process::deliverAll).isInstanceOf(OutboxStalledException.class);
        assertThat(trace.sent()).isEmpty();

        FakeProcess after = process();
        after.deliverAll();
        assertThat(trace.data(A)).containsExactly("\"1\"");
        assertThat(after.find(submission("two", first(B, "2")))).isEmpty();
    }

    @Test
    void nothingIsSentThatIsNotOnDisk() throws IOException {
        FakeProcess process = process();
        process.accept(submission("one", first(A, "1")));
        process.deliverAll();
        disk.crash(Survival.NOTHING);

        Entry entry = process().find(submission("one", first(A, "1"))).getFirst();
        assertThat(entry.forms())
                .extracting(Event.Form::hash)
                .containsExactly(FakeSealing.hash(trace.sent().getFirst()));
        assertThat(entry.isOpen()).as("what is done is found again on Trace").isTrue();
    }

    @Test
    void whatHasEndedTakesNoRoomButForItsAnswer() throws IOException {
        FakeProcess process = process();
        process.accept(submission("one", first(A, "x".repeat(100_000)), next(A, "2")));
        process.deliverAll();
        process.store().compact();

        assertThat(disk.content(Journal.NAME).length).isLessThan(2000);
        assertThat(process().find(submission("one", first(A, "")))).hasSize(2).noneMatch(Entry::isOpen);
    }

    @Test
    void refusesWhatItHasNoRoomForAndMakesRoomOfWhatHasEnded() throws IOException {
        FakeProcess process = process();
        String large = "x".repeat(1_000_000);
        process.accept(submission("one", first(A, large)));
        process.accept(submission("two", first(B, large)));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        process.accept(submission("more" + i, first(new TraceId("t" + i), large)));
                    }
                })
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo("outbox_full"));
        process.deliverAll();
        List<Entry> accepted = process.accept(submission("again", first(new TraceId("again"), large)));

        assertThat(accepted).hasSize(1);
        assertThat(disk.content(Journal.NAME).length).isLessThan(3_000_000);
    }

    @Test
    void aRequestIsReadAgainAsItWasGiven() throws IOException {
        FakeProcess process = process();
        Submission submission = submission("one", first(A, "ü\u0000\"text"), next(A, "2"));
        List<Entry> entries = process.accept(submission);

        assertThat(entries.stream().map(process.store()::request).toList()).isEqualTo(submission.requests());
    }

    private FakeProcess process() throws IOException {
        return new FakeProcess(disk, trace, sealing, clock);
    }
}
