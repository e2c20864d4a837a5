package io.traceconnector.app.trace;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.KeyRing;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A session for each organisation of ours, made when it is first needed. */
final class Sessions {

    private final KeyRing keys;
    private final Function<OrganisationId, Session> maker;
    /** No more than organisations. */
    private final Map<OrganisationId, Session> sessions = new ConcurrentHashMap<>();

    Sessions(KeyRing keys, Function<OrganisationId, Session> maker) {
        this.keys = keys;
        this.maker = maker;
    }

    Session of(OrganisationId organisation) {
        if (!keys.organisations().contains(organisation)) {
            throw new IllegalArgumentException("organisation " + organisation + " is not configured");
        }
        return sessions.computeIfAbsent(organisation, maker);
    }

    /** Empty for an organisation that is not configured, or not any more. */
    Optional<Session> find(OrganisationId organisation) {
        return keys.organisations().contains(organisation) ? Optional.of(of(organisation)) : Optional.empty();
    }
}
