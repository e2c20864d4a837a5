package io.traceconnector.chainscript;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of key pair that can be made. */
public enum KeySpec {
    RSA_2048("rsa-2048", KeyType.RSA, 2048),
    RSA_3072("rsa-3072", KeyType.RSA, 3072),
    RSA_4096("rsa-4096", KeyType.RSA, 4096),
    EC_P256("ec-p256", KeyType.EC_P256, 256),
    ED25519("ed25519", KeyType.ED25519, 256);

    private final String word;
    private final KeyType type;
    private final int bits;

    KeySpec(String word, KeyType type, int bits) {
        this.word = word;
        this.type = type;
        this.bits = bits;
    }

    /** The spec of a word like {@code rsa-2048}. */
    public static Optional<KeySpec> of(String word) {
        return Arrays.stream(values()).filter(spec -> spec.word.equals(word)).findFirst();
    }

    public String word() {
        return word;
    }

    public KeyType type() {
        return type;
    }

    int bits() {
        return bits;
    }
}
