package io.traceconnector.app.keys;

import io.traceconnector.api.OrganisationId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All keys as one loading gave them. Once another took its place no operation begins with it any more, and when the last one that runs is
 * done its keys are wiped.
 */
final class KeyGeneration {

    private final Map<OrganisationId, LoadedKeys> organisations;
    private int users;
    private boolean replaced;

    KeyGeneration(Map<OrganisationId, LoadedKeys> organisations) {
        this.organisations = Map.copyOf(organisations);
    }

    Map<OrganisationId, LoadedKeys> organisations() {
        return organisations;
    }

    LoadedKeys of(OrganisationId organisation) {
        LoadedKeys keys = organisations.get(organisation);
        if (keys == null) {
            throw new IllegalArgumentException("organisation " + organisation + " is not configured");
        }
        return keys;
    }

    /** Empty where the generation was replaced. */
    <T> Optional<T> use(Supplier<T> operation) {
        if (!enter()) {
            return Optional.empty();
        }
        try {
            return Optional.of(operation.get());
        } finally {
            leave();
        }
    }

    synchronized void replace() {
        boolean first = !replaced;
        replaced = true;
        if (first && users == 0) {
            wipe();
        }
    }

    private synchronized boolean enter() {
        if (replaced) {
            return false;
        }
        users++;
        return true;
    }

    private synchronized void leave() {
        users--;
        if (replaced && users == 0) {
            wipe();
        }
    }

    private void wipe() {
        organisations.values().forEach(LoadedKeys::close);
    }
}
