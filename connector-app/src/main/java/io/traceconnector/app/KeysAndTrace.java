package io.traceconnector.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.keys.Custodian;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeysException;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.TraceClient;
import io.traceconnector.chainscript.Algorithms;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The configured keys and a client of Trace, for commands that look into what the keys open. */
final class KeysAndTrace implements AutoCloseable {

    private final Stopping stopping = new Stopping();
    private final Custodians custodians;
    private final KeyRing keys;
    private final TraceClient trace;

    private KeysAndTrace(ConnectorConfig config) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        stopping.started("metrics", meters::close);
        Algorithms algorithms = Algorithms.platform();
        custodians = stopping.started("custodians", new Custodians(config, algorithms, Clock.systemUTC(), meters));
        keys = stopping.started(
                "keys", new ConfiguredKeyRing(config.organisations(), config.keys(), algorithms, custodians.byName()));
        trace = stopping.started("trace", new TraceClient(config.trace(), keys, meters));
    }

    /** @throws CommandException where the keys cannot be used */
    static KeysAndTrace open(ConnectorConfig config) {
        try {
            return new KeysAndTrace(config);
        } catch (KeysException e) {
            throw CommandException.unusable(String.valueOf(e.getMessage()));
        }
    }

    Map<String, Custodian> custodians() {
        return custodians.byName();
    }

    Links links() {
        return trace;
    }

    /** The ids of the decryption keys, by organisation. */
    Map<OrganisationId, Set<KeyId>> decryptionKeys() {
        Map<OrganisationId, Set<KeyId>> ids = new LinkedHashMap<>();
        keys.organisations().stream()
                .sorted()
                .forEach(organisation -> ids.put(
                        organisation,
                        keys.decryptionKeys(organisation).stream()
                                .map(DecryptionKey::id)
                                .collect(Collectors.toUnmodifiableSet())));
        return ids;
    }

    @Override
    public void close() {
        stopping.close();
    }
}
