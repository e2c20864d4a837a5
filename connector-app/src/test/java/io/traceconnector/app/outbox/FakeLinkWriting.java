package io.traceconnector.app.outbox;

import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.seal.LinkRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes links and says of each what a test wants. */
public final class FakeLinkWriting implements LinkWriting {

    public static final LinkHash HASH = new LinkHash("ab".repeat(32));

    public final List<LinkRequest> requests = new CopyOnWriteArrayList<>();
    public final List<Submission> submissions = new CopyOnWriteArrayList<>();
    public final List<Optional<Duration>> waits = new CopyOnWriteArrayList<>();
    public volatile EntryState state = new EntryState.Done(HASH);
    /** Idempotency keys that were used before. */
    public final Set<String> known = ConcurrentHashMap.newKeySet();

    private final Map<String, EntryStatus> entries = new ConcurrentHashMap<>();

    @Override
    public Written write(LinkRequest request, Duration deadline) {
        requests.add(request);
        waits.add(Optional.of(deadline));
        return new Written(request.organisation(), request.workflow(), request.trace(), HASH);
    }

    @Override
    public Acceptance accept(Submission submission) {
        waits.add(Optional.empty());
        return accepted(submission);
    }

    @Override
    public Acceptance accept(Submission submission, Duration deadline) {
        waits.add(Optional.of(deadline));
        return accepted(submission);
    }

    @Override
    public boolean isKnown(Submission submission) {
        return submission.key().map(key -> known.contains(key.value())).orElse(false);
    }

    private Acceptance accepted(Submission submission) {
        submissions.add(submission);
        requests.addAll(submission.requests());
        List<EntryStatus> accepted = new ArrayList<>();
        for (LinkRequest request : submission.requests()) {
            EntryStatus entry = new EntryStatus(
                    "entry-" + entries.size(),
                    submission.caller(),
                    request.organisation(),
                    request.workflow(),
                    request.trace(),
                    Instant.EPOCH,
                    List.of(),
                    state);
            entries.put(entry.id(), entry);
            accepted.add(entry);
        }
        return new Acceptance(false, accepted);
    }

    @Override
    public Optional<EntryStatus> status(String caller, String entry) {
        return Optional.ofNullable(entries.get(entry))
                .filter(found -> found.caller().equals(caller));
    }

    @Override
    public Optional<EntryStatus> await(String caller, String entry, Duration deadline) {
        return status(caller, entry);
    }

    @Override
    public Optional<String> stalled(OrganisationId organisation) {
        return Optional.empty();
    }
}
