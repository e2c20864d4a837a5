package io.traceconnector.app.seal;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.Participation;
import io.traceconnector.app.trace.Participation.EncryptionKey;
import io.traceconnector.app.trace.Participation.Group;
import io.traceconnector.app.trace.Participations;
import io.traceconnector.app.trace.TraceException;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A workflow whose groups a test decides about; every group's owner is a member of it. */
final class FakeParticipations implements Participations {

    final AtomicInteger asked = new AtomicInteger();
    final Map<String, Group> groups = new ConcurrentHashMap<>();
    volatile String config = "3001";
    volatile boolean down;

    /** A group with the id, and one of its owner with the same key each time. */
    FakeParticipations with(String id, String label, String owner, PrivateKeyPem key) {
        return with(id, label, owner, Optional.of(pem(key.publicKey())));
    }

    FakeParticipations with(String id, String label, String owner, Optional<String> pem) {
        groups.put(
                id,
                new Group(
                        id,
                        label,
                        Optional.of(owner),
                        Set.of(owner),
                        pem.map(text -> new EncryptionKey(owner + "0", text))));
        return this;
    }

    static String pem(PublicKeyPem key) {
        return key.text();
    }

    @Override
    public Participation participation(OrganisationId organisation, WorkflowId workflow) {
        asked.incrementAndGet();
        if (down) {
            throw new TraceException(TraceException.Kind.UNAVAILABLE, "trace is down");
        }
        List<Group> sorted = groups.values().stream()
                .sorted(java.util.Comparator.comparing(Group::id))
                .collect(Collectors.toList());
        return new Participation(config, "1011", Set.of("1011", "1010"), sorted);
    }
}
