package io.traceconnector.app.keys;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys that belong to no ring: each is loaded by itself, and used the way that a ring uses it. Safe for many threads. */
public final class LooseKeys {

    private final Algorithms algorithms;
    private final Slots slots;
    private final KeyLoading loading;

    /** @param custodians by their configured names; they stay open */
    public LooseKeys(KeysConfig config, Algorithms algorithms, Map<String, Custodian> custodians) {
        this.algorithms = algorithms;
        this.slots = Slots.of(config);
        this.loading = new KeyLoading(new KeyFileReader(config.fileAccess()), algorithms, slots, custodians);
    }

    /**
     * A source's decryption keys, in order; close them.
     *
     * @throws CustodyException where it gives none
     */
    public List<Unwrapper> unwrappers(KeySource source) {
        List<Unwrapper> found = new ArrayList<>();
        boolean complete = false;
        try {
            loading.each(source.place(), (_, key) -> found.add(key.get()));
            complete = true;
            return found;
        } finally {
            if (!complete) {
                found.forEach(Unwrapper::close);
            }
        }
    }

    /**
     * A source's signing key; retire it.
     *
     * @throws CustodyException where it gives none
     */
    public SigningKey signingKey(KeySource source) {
        return loading.signingKey(source.place());
    }

    /** Unwraps with an RSA key. */
    public Unwrapper unwrapper(PrivateKeyPem rsa) {
        return new LocalUnwrapper(rsa, algorithms, slots);
    }

    public SigningKey signingKey(PrivateKeyPem pem) {
        return new LocalSigningKey(pem, new MessageSignatures(algorithms), slots);
    }
}
