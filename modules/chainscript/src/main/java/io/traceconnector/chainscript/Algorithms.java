package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Cipher;

/**
 * Where ciphers and signatures come from: one security provider an operation. Providers need not be registered and never are. For any
 * number of threads.
 */
public final class Algorithms {
    private final Map<Operation, Provider> providers = new EnumMap<>(Operation.class);

    private Algorithms(Function<Operation, Provider> provider) {
        for (Operation operation : Operation.values()) {
            providers.put(operation, provider.apply(operation));
        }
    }

    /** What the Java runtime is configured to take. */
    public static Algorithms platform() {
        return new Algorithms(Algorithms::runtime);
    }

    /** One provider, and what the Java runtime is configured to take for what it lacks. */
    public static Algorithms preferring(Provider provider) {
        return new Algorithms(operation -> operation.isOfferedBy(provider) ? provider : runtime(operation));
    }

    /** The runtime serves what is not among them. */
    static Algorithms of(Map<Operation, Provider> chosen) {
        return new Algorithms(operation -> {
            Provider provider = chosen.get(operation);
            return provider == null ? runtime(operation) : provider;
        });
    }

    /** The name of the provider that serves an operation. */
    public String provider(Operation operation) {
        return of(operation).getName();
    }

    /**
     * The same key in the form of the provider that serves an operation, where it has one. Do this once a key: a provider that is handed a
     * foreign key turns it into its own at each operation, which with RSA can take longer than the operation.
     */
    public PrivateKey adopt(Operation operation, PrivateKey key) {
        Provider provider = of(operation);
        if (provider.getService("KeyFactory", key.getAlgorithm()) == null) {
            return key;
        }
        try {
            return (PrivateKey)
                    KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key);
        } catch (GeneralSecurityException e) {
            // A provider may take such keys for its operations and yet not translate this one.
            return key;
        }
    }

    PublicKey adopt(Operation operation, PublicKeyPem key) {
        return key.adoptedBy(of(operation), provider -> publicKey(operation, provider, key));
    }

    /** RSA-OAEP for a private key; initialise it with SHA-1 and MGF1-SHA-1. */
    public Cipher oaep() throws GeneralSecurityException {
        return Operation.RSA_UNWRAP.cipher(of(Operation.RSA_UNWRAP));
    }

    Cipher wrapping() throws GeneralSecurityException {
        return Operation.RSA_WRAP.cipher(of(Operation.RSA_WRAP));
    }

    Cipher gcm() throws GeneralSecurityException {
        return Operation.AES_GCM.cipher(of(Operation.AES_GCM));
    }

    Signature signature(Operation operation) throws GeneralSecurityException {
        return operation.signature(of(operation));
    }

    KeyPairGenerator keyPairGenerator(KeyType type) throws GeneralSecurityException {
        Provider provider = of(Operation.signing(type));
        return provider.getService("KeyPairGenerator", type.keyAlgorithm()) == null
                ? KeyPairGenerator.getInstance(type.keyAlgorithm())
                : KeyPairGenerator.getInstance(type.keyAlgorithm(), provider);
    }

    private Provider of(Operation operation) {
        Provider provider = providers.get(operation);
        if (provider == null) {
            throw new IllegalStateException("every operation has a provider, " + operation.word() + " included");
        }
        return provider;
    }

    private static Provider runtime(Operation operation) {
        try {
            return operation.runtimeProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + operation.word(), e);
        }
    }

    private static PublicKey publicKey(Operation operation, Provider provider, PublicKeyPem key) {
        if (provider.getService("KeyFactory", operation.keyAlgorithm()) == null) {
            return key.key();
        }
        try {
            return KeyFactory.getInstance(operation.keyAlgorithm(), provider)
                    .generatePublic(new X509EncodedKeySpec(key.spki().toByteArray()));
        } catch (GeneralSecurityException e) {
            return key.key();
        }
    }
}
