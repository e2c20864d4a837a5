package io.traceconnector.sandbox.world;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Bytes;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.Pem;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import io.traceconnector.chainscript.Signer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The fastest ciphers and signatures that are at hand: Amazon's native provider where it loads, else the runtime's own, with BouncyCastle for
 * Ed25519, which is ten times as fast there.
 */
public final class Crypto {

    private static final String NATIVE_PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final int SEED_AT = 16;

    private final Optional<Provider> provider;
    private final Algorithms algorithms;
    private final MessageSignatures signatures;

    private Crypto(Optional<Provider> provider) {
        this.provider = provider;
        this.algorithms = provider.map(Algorithms::preferring).orElseGet(Algorithms::platform);
        this.signatures = new MessageSignatures(algorithms);
    }

    public static Crypto fastest() {
        return new Crypto(nativeProvider());
    }

    public static Crypto platform() {
        return new Crypto(Optional.empty());
    }

    private static Optional<Provider> nativeProvider() {
        try {
            Provider loaded = (Provider)
                    Class.forName(NATIVE_PROVIDER).getField("INSTANCE").get(null);
            return Optional.ofNullable(loaded)
                    .filter(candidate -> candidate.getService("Signature", "Ed25519") != null);
        } catch (ReflectiveOperationException | LinkageError e) {
            // Not on the class path, or not for this machine: what the runtime has will do.
            return Optional.empty();
        }
    }

    /** The provider's name, for the log. */
    public String name() {
        return provider.map(Provider::getName).orElse("the Java runtime");
    }

    public Algorithms algorithms() {
        return algorithms;
    }

    public MessageSignatures signatures() {
        return signatures;
    }

    /** Makes a key pair; the native provider is several times as fast at large RSA keys. */
    PrivateKeyPem generate(KeySpec spec) {
        if (provider.isEmpty() || spec.type() != KeyType.RSA) {
            return PrivateKeyPem.generate(spec);
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider.get());
            generator.initialize(Integer.parseInt(spec.word().substring("rsa-".length())));
            Bytes pkcs8 = Bytes.copyOf(generator.generateKeyPair().getPrivate().getEncoded());
            return PrivateKeyPem.parse(new Pem("PRIVATE KEY", pkcs8).text().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            return PrivateKeyPem.generate(spec);
        }
    }

    /** For any number of threads. */
    public Signer signer(PrivateKeyPem pair) {
        return provider.isEmpty() && pair.type() == KeyType.ED25519 ? new Ed25519Signer(pair) : signatures.signer(pair);
    }

    private record Ed25519Signer(PublicKeyPem publicKey, byte[] seed) implements Signer {

        Ed25519Signer(PrivateKeyPem pair) {
            byte[] pkcs8 = pair.key().getEncoded();
            this(pair.publicKey(), java.util.Arrays.copyOfRange(pkcs8, SEED_AT, SEED_AT + Ed25519.SECRET_KEY_SIZE));
        }

        @Override
        public byte[] sign(byte[] message) {
            byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
            return signature;
        }

        @Override
        public String toString() {
            return "signer of " + publicKey;
        }
    }
}
