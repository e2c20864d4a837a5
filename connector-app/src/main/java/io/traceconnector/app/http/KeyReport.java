package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which keys are in use, as operators are told.
 *
 * @param loadedAt when they were loaded
 * @param problem why a later attempt to load them failed; empty where none did
 */
public record KeyReport(Instant loadedAt, Optional<String> problem, List<Keys> organisations) {

    public KeyReport {
        organisations = List.copyOf(organisations);
    }

    /**
     * The keys of one organisation.
     *
     * @param decryption newest first
     * @param signing the public half's id
     */
    public record Keys(OrganisationId organisation, List<Decryption> decryption, KeyId signing) {

        public Keys {
            decryption = List.copyOf(decryption);
        }
    }

    /** @param drilledAt when a backup of the key was proven to open links; empty where it never was */
    public record Decryption(KeyId id, int bits, Optional<Instant> drilledAt) {}
}
