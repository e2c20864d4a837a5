package io.traceconnector.app.keys;

/** A signing key for as long as its generation is the current one. */
record ReplaceableSigningKey(SigningKey key, KeyGeneration generation) implements SigningKey {

    @Override
    public byte[] publicKeyPem() {
        return key.publicKeyPem();
    }

    @Override
    public byte[] sign(byte[] message) {
        return generation.use(() -> key.sign(message)).orElseThrow(KeyReplacedException::new);
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
