package io.traceconnector.chainscript;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.Cipher;

/** What is asked of security providers; each operation may be served by another one. */
public enum Operation {
    /** RSA-OAEP (SHA-1, MGF1-SHA-1) with the private key. */
    RSA_UNWRAP("rsa-unwrap", "RSA", "RSA/ECB/OAEPWithSHA-1AndMGF1Padding"),
    RSA_WRAP("rsa-wrap", "RSA", "RSA/ECB/OAEPWithSHA-1AndMGF1Padding"),
    RSA_SIGN("rsa-sign", "RSA", "SHA256withRSA"),
    RSA_VERIFY("rsa-verify", "RSA", "SHA256withRSA"),
    EC_SIGN("ec-sign", "EC", "SHA256withECDSA"),
    EC_VERIFY("ec-verify", "EC", "SHA256withECDSA"),
    ED25519_SIGN("ed25519-sign", "Ed25519", "Ed25519"),
    ED25519_VERIFY("ed25519-verify", "Ed25519", "Ed25519"),
    AES_GCM("aes-gcm", "AES", "AES/GCM/NoPadding");

    private final String word;
    private final String keyAlgorithm;
    private final String transformation;

    Operation(String word, String keyAlgorithm, String transformation) {
        this.word = word;
        this.keyAlgorithm = keyAlgorithm;
        this.transformation = transformation;
    }

    public static Operation signing(KeyType type) {
        return switch (type) {
            case RSA -> RSA_SIGN;
            case EC_P256 -> EC_SIGN;
            case ED25519 -> ED25519_SIGN;
        };
    }

    public static Operation verifying(KeyType type) {
        return switch (type) {
            case RSA -> RSA_VERIFY;
            case EC_P256 -> EC_VERIFY;
            case ED25519 -> ED25519_VERIFY;
        };
    }

    /** Its name for operators, such as {@code rsa-unwrap}. */
    public String word() {
        return word;
    }

    String keyAlgorithm() {
        return keyAlgorithm;
    }

    /** What the Java runtime is configured to take for it. */
    Provider runtimeProvider() throws GeneralSecurityException {
        return isCipher()
                ? Cipher.getInstance(transformation).getProvider()
                : Signature.getInstance(transformation).getProvider();
    }

    boolean isOfferedBy(Provider provider) {
        if (provider.getService(isCipher() ? "Cipher" : "Signature", transformation) != null) {
            return true;
        }
        return isCipher() && provider.getService("Cipher", keyAlgorithm) != null && takesModeAndPadding(provider);
    }

    private boolean takesModeAndPadding(Provider provider) {
        try {
            cipher(provider);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    Cipher cipher(Provider provider) throws GeneralSecurityException {
        return Cipher.getInstance(transformation, provider);
    }

    Signature signature(Provider provider) throws GeneralSecurityException {
        return Signature.getInstance(transformation, provider);
    }

    private boolean isCipher() {
        return this == RSA_UNWRAP || this == RSA_WRAP || this == AES_GCM;
    }
}
