package io.traceconnector.chainscript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;

/** Keys that protect nothing, and what right operations with them give; where each comes from stands in the file. */
record KnownAnswers(byte[] message, Map<KeyType, Signed> signed, Block block, Blob blob) {

    /** A signature over the message. */
    record Signed(PrivateKeyPem key, byte[] signature) {}

    /** An RSA-OAEP block. */
    record Block(PrivateKeyPem key, byte[] content, byte[] bytes) {}

    /** As {@link Envelopes} makes it. */
    record Blob(SymmetricKey key, byte[] plaintext, byte[] bytes) {}

    private static final String FILE = "known-answers.properties";

    static KnownAnswers read() {
        Properties values = new Properties();
        try (InputStream file = KnownAnswers.class.getResourceAsStream(FILE)) {
            values.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
        PrivateKeyPem rsa = key(values, "rsa.private");
        PrivateKeyPem ed25519 = PrivateKeyPem.ofEd25519Seed(bytes(values, "ed25519.seed"));
        return new KnownAnswers(
                bytes(values, "message"),
                Map.of(
                        KeyType.RSA, new Signed(rsa, bytes(values, "rsa.signature")),
                        KeyType.EC_P256, new Signed(key(values, "ec.private"), bytes(values, "ec.signature")),
                        KeyType.ED25519, new Signed(ed25519, bytes(values, "ed25519.signature"))),
                new Block(rsa, bytes(values, "rsa.content"), bytes(values, "rsa.block")),
                new Blob(
                        SymmetricKey.ofBase64(values.getProperty("gcm.key")),
                        bytes(values, "gcm.plaintext"),
                        bytes(values, "gcm.blob")));
    }

    PrivateKeyPem key(KeyType type) {
        return of(type).key();
    }

    byte[] signature(KeyType type) {
        return of(type).signature();
    }

    private Signed of(KeyType type) {
        Signed answer = signed.get(type);
        if (answer == null) {
            throw new IllegalStateException("no known answer for " + type);
        }
        return answer;
    }

    private static PrivateKeyPem key(Properties values, String name) {
        Bytes pkcs8 = Bytes.takeOwnershipOf(bytes(values, name));
        return PrivateKeyPem.parse(new Pem("PRIVATE KEY", pkcs8).text().getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(Properties values, String name) {
        return Base64.getDecoder().decode(values.getProperty(name));
    }
}
