package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.Operation;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.ProviderChoice;
import io.traceconnector.chainscript.Signer;

/** Ciphers and signatures as the sandbox makes them. */
public final class Crypto {

    private final Algorithms algorithms;
    private final MessageSignatures signatures;

    private Crypto(Algorithms algorithms) {
        this.algorithms = algorithms;
        this.signatures = new MessageSignatures(algorithms);
    }

    /** With the fastest of the providers at hand. */
    public static Crypto fastest() {
        return new Crypto(ProviderChoice.atHand().fastest());
    }

    public static Crypto platform() {
        return new Crypto(Algorithms.platform());
    }

    /** Who wraps keys, for the log. */
    public String name() {
        return algorithms.provider(Operation.RSA_WRAP);
    }

    public Algorithms algorithms() {
        return algorithms;
    }

    public MessageSignatures signatures() {
        return signatures;
    }

    PrivateKeyPem generate(KeySpec spec) {
        return PrivateKeyPem.generate(spec, algorithms);
    }

    /** For any number of threads. */
    public Signer signer(PrivateKeyPem pair) {
        return signatures.signer(pair);
    }
}
