package io.traceconnector.app.keys.pkcs11;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.PublicKeyPem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What an operator does with a token: shows its keys, makes new ones, tries them. Every method fails with {@link CustodyException}. */
public final class TokenAdministration implements AutoCloseable {

    /** Making a long RSA key takes its time in a small token. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Token token;
    private final KeyLoader loader;

    public TokenAdministration(String name, HsmConfig config, KeyFileAccess access) {
        token = new Token(name, config, new TokenConnector(config, new Pkcs11Libraries(), access), meters);
        loader = new KeyLoader(token, config, List.of(Unwrapping.values()));
    }

    /** Every private key. */
    public List<KeyInToken> keys() {
        return use(attempts -> attempts.operation(TokenAdministration::describeAll));
    }

    /**
     * Makes a key pair inside the token, which the private half cannot leave.
     *
     * @param id in hexadecimal digits
     * @return the public half
     */
    public PublicKeyPem generate(KeySpec spec, String label, String id) {
        return use(attempts -> attempts.writing(session -> KeyMaking.make(session, spec, label, id)));
    }

    /**
     * Tries a key for decrypting and for signing.
     *
     * @param each how long each is tried
     */
    public List<Trial> trials(KeyName name, Duration each) {
        return new KeyTrials(loader).of(name, each);
    }

    private <T> T use(Function<Attempts, T> use) {
        return token.ask(Deadline.in(PATIENCE), use);
    }

    private static List<KeyInToken> describeAll(Session session) {
        return KeyFinder.find(session, new KeyName(Optional.empty(), Optional.empty())).stream()
                .map(key -> describe(session, key))
                .toList();
    }

    private static KeyInToken describe(Session session, long key) {
        List<String> uses = new ArrayList<>();
        if (KeyFinder.flag(session, key, Attribute.Type.CKA_DECRYPT, false)) {
            uses.add("decrypt");
        }
        if (KeyFinder.flag(session, key, Attribute.Type.CKA_SIGN, false)) {
            uses.add("sign");
        }
        return new KeyInToken(
                KeyFinder.label(session, key),
                KeyFinder.id(session, key),
                publicHalf(session, key),
                uses,
                KeyFinder.flag(session, key, Attribute.Type.CKA_EXTRACTABLE, false));
    }

    private static Optional<PublicKeyPem> publicHalf(Session session, long key) {
        try {
            return Optional.of(PublicHalf.of(session, key));
        } catch (UnsuitableKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        token.close();
        meters.close();
    }
}
