package io.traceconnector.app.outbox;

import static io.traceconnector.app.outbox.Requests.US;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.journal.Digest;
import io.traceconnector.app.journal.FakeClock;
import io.traceconnector.app.journal.FakeDisk;
import io.traceconnector.app.journal.JournalKeys;
import io.traceconnector.chainscript.SymmetricKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One life of a process with an outbox, all on one thread: it opens, accepts, and works on every entry until it has ended. */
final class FakeProcess {

    private static final OutboxConfig CONFIG = new OutboxConfig(
            100, 1000, 10 << 20, Duration.ofHours(24), 8, 5, Duration.ofMinutes(2), Duration.ofMinutes(1));
    private static final OutboxMeters METERS = new OutboxMeters(new SimpleMeterRegistry());
    private static final byte[] LOCAL = new byte[32];
    private static final Duration PAUSE = Duration.ofSeconds(50);
    private static final int PATIENCE = 500;

    static {
        Arrays.fill(LOCAL, (byte) 7);
    }

    private final FakeTrace trace;
    private final FakeClock clock;
    private final Store store;
    private final JournalKeys keys;
    private final Delivery delivery;
    private final Map<TraceId, Lane> lanes = new HashMap<>();

    FakeProcess(FakeDisk disk, FakeTrace trace, FakeSealing sealing, FakeClock clock) throws IOException {
        this.trace = trace;
        this.clock = clock;
        this.keys = keys();
        this.store = Store.open(US, disk, keys, CONFIG, clock);
        this.delivery = new Delivery(sealing, trace, trace, CONFIG, clock, METERS);
    }

    static JournalKeys keys() {
        return new JournalKeys(OutboxJournal.of(US), SymmetricKey.takeOwnershipOf(LOCAL.clone()));
    }

    Store store() {
        return store;
    }

    List<Entry> accept(Submission submission) {
        return store.accept(submission, hashes(submission), _ -> {}).entries();
    }

    private Optional<Batch.Key> hashes(Submission submission) {
        return submission
                .key()
                .map(key -> new Batch.Key(
                        keys.hash(
                                submission.caller().getBytes(UTF_8), key.value().getBytes(UTF_8)),
                        keys.hash(key.request())));
    }

    /** What became of a submission; empty where it is not known. */
    List<Entry> find(Submission submission) {
        Digest key = hashes(submission).orElseThrow().key();
        return store.reading(book -> book.batch(key)).orElse(List.of());
    }

    void deliverAll() {
        for (Entry entry : store.reading(Book::openOnes)) {
            deliver(entry);
        }
    }

    private void deliver(Entry entry) {
        if (store.reading(book -> book.followsFailed(entry))) {
            store.ended(entry, Problems.earlierFailed());
        }
        Lane lane = lanes.computeIfAbsent(entry.trace(), _ -> new Lane());
        Course course = new Course(new EntryDraft(store, entry), lane, clock.instant());
        List<Step> steps = new ArrayList<>();
        while (entry.isOpen()) {
            Step step = delivery.step(course, Duration.ofSeconds(1));
            steps.add(step);
            if (steps.size() > PATIENCE) {
                throw new AssertionError("an entry does not end: " + steps.subList(0, 20) + trace.data(entry.trace()));
            }
            switch (step) {
                case Step.Done(var hash) -> store.ended(entry, new EntryState.Done(hash));
                case Step.Failed(var problem) -> store.ended(entry, Problems.failed(problem));
                case Step.Next _ -> {}
                default -> clock.pass(PAUSE);
            }
        }
    }
}
