package io.traceconnector.app.stream;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.DecryptionKey;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.app.keys.Unwrap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Keys by their names; whoever has the name of a link's key opens it. */
final class FakeKeys implements KeyRing {

    private final Map<OrganisationId, Set<String>> names = new ConcurrentSkipListMap<>();

    FakeKeys add(OrganisationId organisation, String... keys) {
        names.computeIfAbsent(organisation, unknown -> new ConcurrentSkipListSet<>())
                .addAll(List.of(keys));
        return this;
    }

    boolean has(OrganisationId organisation, String key) {
        return names.getOrDefault(organisation, Set.of()).contains(key);
    }

    @Override
    public Set<OrganisationId> organisations() {
        return names.keySet();
    }

    @Override
    public String fingerprint(OrganisationId organisation) {
        return String.join("+", names.get(organisation));
    }

    @Override
    public List<DecryptionKey> decryptionKeys(OrganisationId organisation) {
        throw new UnsupportedOperationException("the fake opener asks by names");
    }

    @Override
    public Unwrap unwrap(OrganisationId organisation, KeyId key, byte[] block, Duration deadline) {
        throw new UnsupportedOperationException("the fake opener asks by names");
    }

    @Override
    public SigningKey signingKey(OrganisationId organisation) {
        throw new UnsupportedOperationException("nothing is signed here");
    }

    @Override
    public void close() {}
}
