package io.traceconnector.app.callers;

import io.traceconnector.api.SecretSource;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The tokens of the configuration; only their digests are kept. */
final class ConfiguredTokens {

    private final List<byte[]> digests;

    ConfiguredTokens(List<SecretSource> sources) {
        List<byte[]> read = new ArrayList<>();
        for (SecretSource source : sources) {
            read.add(digest(source));
        }
        this.digests = List.copyOf(read);
    }

    private static byte[] digest(SecretSource source) {
        byte[] token;
        try {
            token = source.read();
        } catch (IOException e) {
            throw new IllegalArgumentException("callers.tokens: " + source + " cannot be read: " + e.getMessage(), e);
        }
        try {
            if (token.length < 16 || token.length > 4096) {
                throw new IllegalArgumentException("callers.tokens: the token in " + source
                        + " must have 16 to 4096 characters; make one with: openssl rand -hex 32");
            }
            return BearerToken.sha256(token);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    /** The place of a token in the configuration, from 0. Takes equally long wherever it stands, and where it does not. */
    OptionalInt indexOf(BearerToken token) {
        int found = -1;
        for (int i = 0; i < digests.size(); i++) {
            if (MessageDigest.isEqual(digests.get(i), token.digest())) {
                found = i;
            }
        }
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }
}
