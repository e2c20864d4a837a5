package io.traceconnector.app.seal;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.keys.KeyReplacedException;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.Signer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Organisations' signing keys in the form that links are signed with. Safe for many threads. */
final class SigningKeys {

    private final KeyRing keys;
    /** Public halves are parsed once; an entry for each organisation. */
    private final Map<OrganisationId, Parsed> parsed = new ConcurrentHashMap<>();

    SigningKeys(KeyRing keys) {
        this.keys = keys;
    }

    /** Signs with the key of now; where that is replaced meanwhile, once more from the beginning. */
    <T> T sign(OrganisationId organisation, Function<Signer, T> signing) {
        try {
            return signing.apply(signer(organisation));
        } catch (KeyReplacedException e) {
            return signing.apply(signer(organisation));
        }
    }

    private Signer signer(OrganisationId organisation) {
        SigningKey key = keys.signingKey(organisation);
        PublicKeyPem publicKey = publicKey(organisation, key.publicKeyPem());
        return new Signer() {
            @Override
            public PublicKeyPem publicKey() {
                return publicKey;
            }

            @Override
            public byte[] sign(byte[] message) {
                return key.sign(message);
            }
        };
    }

    private PublicKeyPem publicKey(OrganisationId organisation, byte[] pem) {
        Parsed known = parsed.get(organisation);
        if (known == null || !Arrays.equals(known.pem(), pem)) {
            known = new Parsed(pem, PublicKeyPem.parse(pem));
            parsed.put(organisation, known);
        }
        return known.key();
    }

    private record Parsed(byte[] pem, PublicKeyPem key) {}
}
