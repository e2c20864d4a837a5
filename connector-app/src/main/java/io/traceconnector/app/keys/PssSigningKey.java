package io.traceconnector.app.keys;

/** A signing key that can also sign by RSASSA-PSS, with SHA-256, MGF1-SHA-256 and a salt of 32 bytes: what JWS calls PS256. */
public interface PssSigningKey extends SigningKey {

    /**
     * Blocks for at most 30 seconds.
     *
     * @throws KeyUnavailableException where the key cannot be used now, or not for this
     */
    byte[] signPss(byte[] message);
}
