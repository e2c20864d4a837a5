package io.traceconnector.app.decrypt;

import io.traceconnector.api.Json;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Payload;
import io.traceconnector.app.decrypt.RememberedKeys.Slot;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.keys.Unwrap;
import io.traceconnector.chainscript.CanonicalJson;
import io.traceconnector.chainscript.EnvelopeException;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.SymmetricKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens ciphertexts with the keys of the asking organisations: by what is remembered, else by one unwrap for all who ask at the time. */
final class EnvelopeOpener {

    private static final byte[] NO_KEY = new byte[0];

    private final Unwraps unwraps;
    private final Envelopes envelopes;
    private final RememberedKeys remembered;
    private final KeptLinks kept;
    private final DecryptMetrics metrics;
    private final SingleFlight<Slot, Attempt> unwrapping = new SingleFlight<>();

    EnvelopeOpener(
            Unwraps unwraps, Envelopes envelopes, RememberedKeys remembered, KeptLinks kept, DecryptMetrics metrics) {
        this.unwraps = unwraps;
        this.envelopes = envelopes;
        this.remembered = remembered;
        this.kept = kept;
        this.metrics = metrics;
    }

    /** Tries the named keys that the organisations own, newest first. */
    Opening open(Set<OrganisationId> organisations, OwnKeys own, List<NamedKey> named, Ciphertext ciphertext) {
        Optional<Opening> none = Optional.empty();
        for (OrganisationId organisation : organisations) {
            for (KeyId key : own.of(organisation)) {
                Optional<NamedKey> name = named.stream()
                        .filter(candidate -> candidate.key().equals(key))
                        .findFirst();
                if (name.isEmpty()) {
                    continue;
                }
                switch (open(organisation, name.get(), ciphertext)) {
                    case Opened(Json data) -> {
                        return new Opening.Decrypted(
                                data, named.stream().map(NamedKey::block).toList());
                    }
                    case Away(String reason) -> none = Optional.of(new Opening.KeyAway(reason));
                    case Failed _, NeverOpens _ ->
                        none = none.or(() -> Optional.of(Opening.closed(Payload.Reason.UNDECRYPTABLE)));
                }
            }
        }
        return none.orElseGet(() -> new Opening.Settled(new Payload.NotForUs()));
    }

    private Attempt open(OrganisationId organisation, NamedKey name, Ciphertext ciphertext) {
        Slot slot = new Slot(name.key(), ciphertext.digest());
        Optional<Attempt> known = remembered
                .<Attempt>use(slot, symmetric -> open(symmetric, ciphertext), new NeverOpens())
                .filter(attempt -> !(attempt instanceof Failed))
                .or(() -> kept(slot, ciphertext));
        if (known.isPresent()) {
            metrics.keyRemembered();
            return known.get();
        }
        metrics.keyNotRemembered();
        return unwrapping.get(slot, () -> unwrapAndOpen(slot, organisation, name, ciphertext));
    }

    /** Empty as well where what is kept does not open the data. */
    private Optional<Attempt> kept(Slot slot, Ciphertext ciphertext) {
        Optional<SymmetricKey> found =
                ciphertext.takeFound(slot.key()).or(() -> kept.symmetric(slot.key(), slot.received()));
        return found.flatMap(key -> {
            Attempt attempt = open(key, ciphertext);
            if (attempt instanceof Opened && !ciphertext.isPassing()) {
                remembered.opens(slot, key);
            } else {
                key.destroy();
            }
            return Optional.of(attempt).filter(Opened.class::isInstance);
        });
    }

    private Attempt unwrapAndOpen(Slot slot, OrganisationId organisation, NamedKey name, Ciphertext ciphertext) {
        return switch (unwraps.unwrap(organisation, slot.key(), ciphertext.block(slot.key()))) {
            case Unwrap.Unavailable(String reason) -> new Away(reason);
            case Unwrap.Unwrapped(byte[] content) -> openAndRemember(slot, name, content, ciphertext);
            case Unwrap.Rejected _ -> openAndRemember(slot, name, NO_KEY, ciphertext);
        };
    }

    /** What is no key gives a random one, with which AES-GCM fails: all failures take this path. */
    private Attempt openAndRemember(Slot slot, NamedKey name, byte[] unwrapped, Ciphertext ciphertext) {
        SymmetricKey key = SymmetricKey.ofUnwrapped(unwrapped);
        Arrays.fill(unwrapped, (byte) 0);
        Attempt attempt = open(key, ciphertext);
        if (attempt instanceof Opened) {
            kept.keep(new KeptLink(slot.key(), ciphertext.facts(), Optional.of(key)), slot.received(), name.block());
            remembered.opens(slot, key);
        } else {
            key.destroy();
            remembered.neverOpens(slot);
        }
        return attempt;
    }

    private Attempt open(SymmetricKey key, Ciphertext ciphertext) {
        try {
            return new Opened(Json.of(CanonicalJson.canonicalize(envelopes.openBlob(key, ciphertext.blob()))));
        } catch (EnvelopeException | FormatException e) {
            return new Failed();
        }
    }

    private sealed interface Attempt {}

    private record Opened(Json data) implements Attempt {}

    private record Failed() implements Attempt {}

    private record NeverOpens() implements Attempt {}

    private record Away(String reason) implements Attempt {}
}
