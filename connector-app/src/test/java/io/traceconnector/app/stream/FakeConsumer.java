package io.traceconnector.app.stream;

import io.traceconnector.api.Batch;
import io.traceconnector.api.Cursor;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Position;
import io.traceconnector.api.Segment;
import io.traceconnector.api.SegmentConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Keeps the last link of each place together with the position, as every consumer should. */
final class FakeConsumer implements SegmentConsumer {

    private final Map<Feed, Map<Cursor, Segment>> links = new HashMap<>();
    private final Map<Feed, Position> positions = new HashMap<>();
    private final List<Batch> batches = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicBoolean losesAll = new AtomicBoolean();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** So many batches are refused. */
    void fail(int times) {
        failures.set(times);
    }

    /** With the next batch, which is refused, it loses all that it had. */
    void loseAll() {
        losesAll.set(true);
    }

    /** Takes nothing until it is let go on. */
    void block() {
        gate = new CountDownLatch(1);
    }

    void goOn() {
        gate.countDown();
    }

    @Override
    public synchronized Position position(Feed feed) {
        return positions.getOrDefault(feed, Position.START);
    }

    @Override
    public void accept(Batch batch) throws InterruptedException {
        gate.await();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the database is away");
        }
        if (losesAll.getAndSet(false)) {
            lose();
            throw new IllegalStateException("the database was lost");
        }
        store(batch);
    }

    /** It loses all that it has, whether or not anything comes. */
    synchronized void lose() {
        links.clear();
        positions.clear();
    }

    private synchronized void store(Batch batch) {
        batches.add(batch);
        for (Segment segment : batch.segments()) {
            links.computeIfAbsent(batch.feed(), unknown -> new HashMap<>())
                    .merge(segment.cursor().orElseThrow(), segment, FakeConsumer::keep);
        }
        positions.put(batch.feed(), batch.next());
    }

    private static Segment keep(Segment old, Segment next) {
        boolean worse = old.verification().verified() && !next.verification().verified();
        return worse && !old.hash().equals(next.hash()) ? old : next;
    }

    synchronized List<Batch> batches() {
        return List.copyOf(batches);
    }

    /** Hashes in the order in which they were given, with repetitions. */
    synchronized List<String> given(Feed feed) {
        return batches.stream()
                .filter(batch -> batch.feed().equals(feed))
                .flatMap(batch -> batch.segments().stream())
                .map(segment -> segment.hash().hex())
                .toList();
    }

    /** What is known at each place: the content of opened links, the kind of others. */
    synchronized Map<Cursor, String> known(Feed feed) {
        return links.getOrDefault(feed, Map.of()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> text(entry.getValue())));
    }

    private static String text(Segment segment) {
        return segment.hash() + " "
                + switch (segment.payload()) {
                    case Payload.Opened(var data) -> data.text();
                    case Payload.Plain(var data) -> data.text();
                    case Payload.NotForUs _ -> "not for us";
                    case Payload.Closed(var reason) -> reason.code();
                };
    }
}
