package io.traceconnector.app.http;

import io.traceconnector.app.stream.Positions;
import io.traceconnector.app.stream.WritePosition;
import io.traceconnector.app.stream.WriteStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Knows what a test says that consumers have taken, and remembers what it was asked. */
final class FakePositions implements Positions {

    record Asked(String consumer, WritePosition position, Duration longest) {}

    final Set<WritePosition> taken = ConcurrentHashMap.newKeySet();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile WriteStatus.NotYet otherwise = new WriteStatus.NotYet(WriteStatus.Reason.BEHIND, Optional.empty());

    @Override
    public WriteStatus await(String consumer, WritePosition position, Duration longest) {
        asked.add(new Asked(consumer, position, longest));
        return taken.contains(position) ? new WriteStatus.Taken() : otherwise;
    }
}
