package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.keys.KeyChange;
import io.traceconnector.app.keys.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One organisation with two keys, one of them drilled; each reload adds a key, unless it is told to refuse. */
final class FakeKeyAdministration implements KeyAdministration {

    static final OrganisationId OURS = new OrganisationId("ours");

    volatile boolean refuses;

    @Override
    public KeyReport report() {
        return new KeyReport(
                Instant.EPOCH,
                Optional.empty(),
                List.of(new KeyReport.Keys(
                        OURS,
                        List.of(
                                new KeyReport.Decryption(new KeyId("aa"), 4096, Optional.of(Instant.EPOCH)),
                                new KeyReport.Decryption(new KeyId("bb"), 2048, Optional.empty())),
                        new KeyId("cc"))));
    }

    @Override
    public List<KeyChange> reload() {
        if (refuses) {
            throw new ProblemException(409, "keys_not_loaded", "The old keys stay in use.");
        }
        return List.of(
                new KeyChange(OURS, List.of(new KeyId("dd")), List.of(), true, List.of(new KeyId("ee")), List.of()));
    }
}
