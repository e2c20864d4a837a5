package io.traceconnector.chainscript;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.function.Function;

/**
 * A public key, parsed once; keep it where the same key comes again. Compared by key, not by spelling. Labels {@code RSA|EC|ED25519
 * PUBLIC KEY} and {@code PUBLIC KEY} are read, around SubjectPublicKeyInfo or, for RSA, PKCS#1. RSA is bound to 2048 to 4096 bits.
 */
public final class PublicKeyPem {
    private final KeyType type;
    private final Bytes spki;
    private final PublicKey key;
    private final KeyFingerprint fingerprint;
    private final String text;
    private final Bytes pemBytes;
    private volatile Optional<Adopted> adopted = Optional.empty();
    private volatile byte[] canonicalText = {};

    private PublicKeyPem(PublicKeyInfo info) {
        type = info.type();
        spki = Bytes.takeOwnershipOf(info.spki());
        fingerprint = KeyFingerprint.of(info.spki());
        text = new Pem(type.publicLabel(), spki).text();
        pemBytes = Bytes.takeOwnershipOf(text.getBytes(StandardCharsets.US_ASCII));
        try {
            key = KeyFactory.getInstance(type.keyAlgorithm()).generatePublic(new X509EncodedKeySpec(info.spki()));
        } catch (GeneralSecurityException e) {
            throw new FormatException("key-malformed", "a public key that is not a point or modulus of its kind");
        }
    }

    /** @throws FormatException with a code that starts with {@code pem-} or {@code key-} */
    public static PublicKeyPem parse(byte[] pem) {
        return new PublicKeyPem(PublicKeyInfo.read(Pem.parse(pem)));
    }

    /** @throws FormatException with a code that starts with {@code pem-} or {@code key-} */
    public static PublicKeyPem parse(String pem) {
        return new PublicKeyPem(PublicKeyInfo.read(Pem.parse(pem)));
    }

    /** @throws FormatException with code {@code key-type} or {@code key-size} for a key that Trace does not know */
    public static PublicKeyPem of(PublicKey key) {
        return new PublicKeyPem(PublicKeyInfo.read(new Pem("PUBLIC KEY", Bytes.copyOf(key.getEncoded()))));
    }

    /**
     * The Ed25519 key of its 32 bytes (RFC 8032).
     *
     * @throws FormatException with a code that starts with {@code key-}
     */
    public static PublicKeyPem ofEd25519(byte[] key) {
        return of(KeyType.ED25519, key);
    }

    static PublicKeyPem of(KeyType type, byte[] key) {
        return new PublicKeyPem(PublicKeyInfo.of(type, key));
    }

    /** The fingerprint of the key in a PEM text, without making the key; empty if the text is not a key. */
    public static Optional<KeyFingerprint> fingerprintOf(String pem) {
        try {
            return Optional.of(
                    KeyFingerprint.of(PublicKeyInfo.read(Pem.parse(pem)).spki()));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    public KeyType type() {
        return type;
    }

    public PublicKey key() {
        return key;
    }

    /** The key in a provider's own form. That of the last provider is kept, so it is made once where one provider serves this kind of key. */
    PublicKey adoptedBy(Provider provider, Function<Provider, PublicKey> making) {
        Optional<Adopted> known = adopted;
        if (known.isPresent() && known.get().isBy(provider)) {
            return known.get().key();
        }
        PublicKey made = making.apply(provider);
        adopted = Optional.of(new Adopted(provider, made));
        return made;
    }

    /** SubjectPublicKeyInfo in DER. */
    public Bytes spki() {
        return spki;
    }

    public KeyFingerprint fingerprint() {
        return fingerprint;
    }

    /** Modulus length for RSA, 256 otherwise. */
    public int bits() {
        return key instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 256;
    }

    /** The PEM text as Trace's clients write it: {@code RSA PUBLIC KEY} and its like around SubjectPublicKeyInfo. */
    public String text() {
        return text;
    }

    /** {@link #text} as canonical JSON, made once: it goes into every link that is sealed for this key. Read only. */
    byte[] canonicalText() {
        byte[] known = canonicalText;
        if (known.length == 0) {
            CanonicalSink out = new CanonicalSink();
            out.string(text);
            known = out.toByteArray();
            canonicalText = known;
        }
        return known;
    }

    /** {@link #text} as it goes into a signature. */
    public Bytes pemBytes() {
        return pemBytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKeyPem that && spki.equals(that.spki);
    }

    @Override
    public int hashCode() {
        return spki.hashCode();
    }

    @Override
    public String toString() {
        return type + " " + fingerprint;
    }

    private record Adopted(Provider provider, PublicKey key) {
        /** The same object: equal providers are compared entry by entry. */
        @SuppressWarnings("ReferenceEquality")
        boolean isBy(Provider other) {
            return provider == other;
        }
    }
}
