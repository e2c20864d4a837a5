package io.traceconnector.app.outbox;

import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How the outbox is, as operators are told: degraded where an organisation's stands still, or an entry is stuck. */
final class OutboxHealth {

    private OutboxHealth() {}

    /** @param open oldest first */
    static Health of(Collection<OrganisationOutbox> organisations, List<EntryStatus> open) {
        List<String> stalls = new ArrayList<>();
        organisations.forEach(
                one -> one.stalled().ifPresent(reason -> stalls.add(one.organisation() + " stands still: " + reason)));
        if (!stalls.isEmpty()) {
            return new Health(State.DEGRADED, String.join("; ", stalls), Optional.empty());
        }
        long stuck = open.stream()
                .filter(entry -> entry.state() instanceof EntryState.Stuck)
                .count();
        String oldest =
                open.isEmpty() ? "" : ", the oldest since " + open.getFirst().acceptedAt();
        return new Health(
                stuck > 0 ? State.DEGRADED : State.UP,
                open.size() + " links accepted and not yet written, " + stuck + " of them stuck" + oldest,
                Optional.empty());
    }
}
