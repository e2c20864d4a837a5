package io.traceconnector.app;

import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.LooseKeys;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Operation;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.util.List;

/** The operations that {@code bench} measures. */
enum BenchKind {
    UNWRAP(KeySpec.RSA_2048),
    SIGN(KeySpec.ED25519);

    private final KeySpec throwaway;

    BenchKind(KeySpec throwaway) {
        this.throwaway = throwaway;
    }

    /** What is made where no key is given. */
    KeySpec throwaway() {
        return throwaway;
    }

    Operation operation(PublicKeyPem key) {
        return this == UNWRAP ? Operation.RSA_UNWRAP : Operation.signing(key.type());
    }

    /** Newest first. */
    List<KeySource> sources(OrganisationConfig organisation) {
        return this == UNWRAP ? organisation.decryptionKeys() : List.of(organisation.signingKey());
    }

    List<BenchKey> load(LooseKeys keys, KeySource source) {
        return this == UNWRAP
                ? keys.unwrappers(source).stream().map(BenchKey::unwrapping).toList()
                : List.of(BenchKey.signing(keys.signingKey(source)));
    }

    BenchKey load(LooseKeys keys, PrivateKeyPem pem) {
        return this == UNWRAP ? BenchKey.unwrapping(keys, pem) : BenchKey.signing(keys, pem);
    }
}
