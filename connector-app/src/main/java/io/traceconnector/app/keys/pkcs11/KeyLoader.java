package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyName;
import io.traceconnector.app.keys.KeyProblem;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeyType;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PublicKeyPem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds keys in a token and tries them once, so that what does not fit is found when keys are loaded and not when they are needed. */
final class KeyLoader {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] SAMPLE = "a sample to sign".getBytes(StandardCharsets.US_ASCII);

    private final Token token;
    private final HsmConfig config;
    private final List<Unwrapping> unwrappings;

    /** @param unwrappings those that may be used, the better first */
    KeyLoader(Token token, HsmConfig config, List<Unwrapping> unwrappings) {
        this.token = token;
        this.config = config;
        this.unwrappings = List.copyOf(unwrappings);
    }

    /** @throws CustodyException where there is no such key that can be used */
    TokenUnwrapper unwrapper(KeyName name) {
        return load(name, attempts -> unwrapper(attempts, name));
    }

    /** @throws CustodyException where there is no such key that can be used */
    TokenSigningKey signingKey(KeyName name) {
        return load(name, attempts -> signingKey(attempts, name));
    }

    private <T> T load(KeyName name, Function<Attempts, T> loading) {
        token.reconsider();
        try {
            return token.ask(Deadline.in(PATIENCE), loading);
        } catch (UnsuitableKeyException e) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_TYPE_UNSUITABLE, "the key with " + name + " cannot be used: " + e.getMessage());
        }
    }

    private TokenUnwrapper unwrapper(Attempts attempts, KeyName name) {
        PublicKeyPem half = attempts.operation(session -> find(session, name, Attribute.Type.CKA_DECRYPT, "decrypt"));
        if (half.type() != KeyType.RSA) {
            throw new UnsuitableKeyException("a decryption key must be RSA; this one is " + half.type());
        }
        KnownBlock known = new KnownBlock(half);
        TokenKey key = new TokenKey(name, half, config);
        for (Unwrapping unwrapping : unwrappings) {
            if (attempts.operation(session -> key.with(session, handle -> works(session, handle, unwrapping, known)))) {
                return new TokenUnwrapper(token, key, unwrapping, known);
            }
        }
        throw new UnsuitableKeyException("the token offers none of "
                + unwrappings.stream().map(way -> way.mechanism().toString()).collect(Collectors.joining(", "))
                + " that would open a block of its public half");
    }

    /** A token may list OAEP and yet not know it with SHA-1. */
    private static boolean works(Session session, long key, Unwrapping unwrapping, KnownBlock known) {
        if (!session.connection().decryptsBy(unwrapping.mechanism())) {
            return false;
        }
        try {
            return known.opens(session, key, unwrapping);
        } catch (CryptokiException e) {
            if (e.meaning() == ReturnCode.Meaning.UNSUITABLE || e.meaning() == ReturnCode.Meaning.BLOCK_INVALID) {
                return false;
            }
            throw e;
        }
    }

    private TokenSigningKey signingKey(Attempts attempts, KeyName name) {
        PublicKeyPem half = attempts.operation(session -> find(session, name, Attribute.Type.CKA_SIGN, "sign"));
        TokenKey key = new TokenKey(name, half, config);
        Signing signing = attempts.operation(session -> offered(session, half.type(), false))
                .orElseThrow(() -> new UnsuitableKeyException(
                        "the token does not sign with " + half.type() + " keys in any way that Trace knows"));
        byte[] signature =
                attempts.operation(session -> key.with(session, handle -> signing.sign(session, handle, SAMPLE)));
        if (!new MessageSignatures(Algorithms.platform()).verify(half, SAMPLE, signature)) {
            throw new UnsuitableKeyException("the public key object beside it is not its public half");
        }
        return new TokenSigningKey(
                token, key, signing, attempts.operation(session -> offered(session, half.type(), true)));
    }

    private static Optional<Signing> offered(Session session, KeyType type, boolean pss) {
        return Arrays.stream(Signing.values())
                .filter(signing -> signing.suits(type, pss))
                .filter(signing -> session.connection().signsBy(signing.mechanism()))
                .findFirst();
    }

    /** The public half of the one key of this name, which may be used in this way. */
    private static PublicKeyPem find(Session session, KeyName name, Attribute.Type usage, String verb) {
        List<Long> found = KeyFinder.find(session, name);
        if (found.isEmpty()) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_ABSENT,
                    "token " + session.connection().token().label() + " has no private key with " + name
                            + "; connector keys hsm list shows what is there");
        }
        if (found.size() > 1) {
            throw new CustodyException(
                    KeyProblem.Code.KEY_AMBIGUOUS,
                    "token " + session.connection().token().label() + " has " + found.size() + " private keys with "
                            + name + "; name one by label and id: "
                            + found.stream()
                                    .map(key -> "label " + KeyFinder.label(session, key) + ", id "
                                            + KeyFinder.id(session, key))
                                    .collect(Collectors.joining("; ")));
        }
        long key = found.getFirst();
        if (!KeyFinder.flag(session, key, usage, true)) {
            throw new UnsuitableKeyException("the token does not let it " + verb + " (" + usage + " is false)");
        }
        if (KeyFinder.flag(session, key, Attribute.Type.CKA_ALWAYS_AUTHENTICATE, false)) {
            throw new UnsuitableKeyException(
                    "the token wants the PIN anew for each use of it (CKA_ALWAYS_AUTHENTICATE), which nobody could give here");
        }
        return PublicHalf.of(session, key);
    }
}
