package io.traceconnector.chainscript;

/** SHA-256 of a public key's SubjectPublicKeyInfo: equal for equal keys, whatever label and line ends they came with. */
public record KeyFingerprint(Bytes sha256) {
    static KeyFingerprint of(byte[] spki) {
        return new KeyFingerprint(Bytes.takeOwnershipOf(Digests.sha256(spki)));
    }

    /** Lower-case hex, 64 digits. */
    public String hex() {
        return sha256.hex();
    }

    @Override
    public String toString() {
        return hex();
    }
}
