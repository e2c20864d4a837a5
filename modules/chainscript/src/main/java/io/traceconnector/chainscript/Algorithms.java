package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;

/** Where ciphers and signatures come from: the runtime's own providers, or first a faster one that may lack some. */
public final class Algorithms {
    private static final String OAEP = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
    private static final String GCM = "AES/GCM/NoPadding";

    private final Optional<Provider> preferred;

    /** Looked up once: the search through all providers costs as much as opening a short blob. */
    private final Provider gcmProvider;

    private Algorithms(Optional<Provider> preferred) {
        this.preferred = preferred;
        try {
            this.gcmProvider = cipher(preferred, GCM).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no " + GCM, e);
        }
    }

    public static Algorithms platform() {
        return new Algorithms(Optional.empty());
    }

    /** The provider need not be registered. */
    public static Algorithms preferring(Provider provider) {
        return new Algorithms(Optional.of(provider));
    }

    /**
     * The same key in the preferred provider's own form, where it has one. Do this once a key: a provider that is handed a foreign key
     * turns it into its own at each operation, which with RSA can take longer than the operation.
     */
    public PrivateKey adopt(PrivateKey key) {
        if (preferred.isEmpty() || preferred.get().getService("KeyFactory", key.getAlgorithm()) == null) {
            return key;
        }
        try {
            return (PrivateKey)
                    KeyFactory.getInstance(key.getAlgorithm(), preferred.get()).translateKey(key);
        } catch (GeneralSecurityException e) {
            // A provider may take such keys for its operations and yet not translate this one.
            return key;
        }
    }

    /** RSA-OAEP; initialise it with SHA-1 and MGF1-SHA-1. */
    public Cipher oaep() throws GeneralSecurityException {
        return cipher(preferred, OAEP);
    }

    Cipher gcm() throws GeneralSecurityException {
        return Cipher.getInstance(GCM, gcmProvider);
    }

    Signature signature(KeyType type) throws GeneralSecurityException {
        String algorithm = type.signatureAlgorithm();
        if (preferred.isPresent() && preferred.get().getService("Signature", algorithm) != null) {
            return Signature.getInstance(algorithm, preferred.get());
        }
        return Signature.getInstance(algorithm);
    }

    private static Cipher cipher(Optional<Provider> preferred, String transformation) throws GeneralSecurityException {
        if (preferred.isPresent()) {
            try {
                return Cipher.getInstance(transformation, preferred.get());
            } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
                return Cipher.getInstance(transformation);
            }
        }
        return Cipher.getInstance(transformation);
    }
}
