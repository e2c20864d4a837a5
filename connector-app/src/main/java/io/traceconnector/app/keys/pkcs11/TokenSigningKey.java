package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.PssSigningKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Signs with a key in a token. A failure that is not clear is tried once more, with another session. */
final class TokenSigningKey implements PssSigningKey {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Token token;
    private final TokenKey key;
    private final Signing signing;
    private final Optional<Signing> pss;

    TokenSigningKey(Token token, TokenKey key, Signing signing, Optional<Signing> pss) {
        this.token = token;
        this.key = key;
        this.signing = signing;
        this.pss = pss;
    }

    Signing signing() {
        return signing;
    }

    @Override
    public byte[] publicKeyPem() {
        return key.publicKey().pemBytes().toByteArray();
    }

    @Override
    public byte[] sign(byte[] message) {
        return sign(signing, message);
    }

    @Override
    public byte[] signPss(byte[] message) {
        return sign(
                pss.orElseThrow(() -> new KeyUnavailableException("neither the key nor its token does RSASSA-PSS")),
                message);
    }

    private byte[] sign(Signing by, byte[] message) {
        try {
            return token.use(
                    Deadline.in(PATIENCE),
                    attempts -> sign(attempts, by, message),
                    late -> Arrays.fill(late, (byte) 0));
        } catch (AwayException e) {
            throw new KeyUnavailableException(e.reason());
        }
    }

    private byte[] sign(Attempts attempts, Signing by, byte[] message) {
        try {
            return once(attempts, by, message);
        } catch (CryptokiException first) {
            try {
                return once(attempts, by, message);
            } catch (CryptokiException again) {
                throw attempts.suspect(again);
            }
        }
    }

    private byte[] once(Attempts attempts, Signing by, byte[] message) {
        return attempts.operation(session -> key.with(session, handle -> by.sign(session, handle, message)));
    }

    @Override
    public String toString() {
        return "signing key in a token, " + key.name();
    }
}
