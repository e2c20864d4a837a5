package io.traceconnector.app.keys.pkcs11;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the configured token and logs in. Used by one thread. */
final class TokenConnector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HsmConfig config;
    private final Pkcs11Libraries libraries;
    private final KeyFileAccess access;
    private @Nullable Library library;
    private long generation;

    TokenConnector(HsmConfig config, Pkcs11Libraries libraries, KeyFileAccess access) {
        this.config = config;
        this.libraries = libraries;
        this.access = access;
    }

    /**
     * @param anew whether the library is initialised anew before; otherwise that is done only where it does not see the token
     * @throws PinRefusedException where nobody may try again with this PIN
     * @throws AwayException where the token cannot be used now
     * @throws CryptokiException where a function fails
     */
    Connection connect(boolean anew) {
        Library used = library();
        generation = anew ? used.initialisedAfter(generation) : used.initialised();
        Optional<Connection> connection = open(used);
        if (connection.isEmpty() && !anew) {
            generation = used.initialisedAfter(generation);
            connection = open(used);
        }
        return connection.orElseThrow(() -> new AwayException("there is no " + withoutArticle() + "; the library sees "
                + seen(used.call(generation, Deadline.in(PATIENCE), Cryptoki::tokens))));
    }

    private Library library() {
        Library known = library;
        if (known == null) {
            known = libraries.at(config.library()).used();
            library = known;
        }
        return known;
    }

    /** Empty where the library does not see the token. */
    private Optional<Connection> open(Library used) {
        byte[] pin = pin();
        try {
            return used.call(
                    generation,
                    Deadline.in(PATIENCE),
                    cryptoki -> token(cryptoki.tokens()).map(token -> connection(used, cryptoki, token, pin)));
        } catch (CryptokiException e) {
            if (e.meaning() == ReturnCode.Meaning.LIBRARY_GONE || e.meaning() == ReturnCode.Meaning.TOKEN_GONE) {
                return Optional.empty();
            }
            throw e;
        } finally {
            Arrays.fill(pin, (byte) 0);
        }
    }

    private Optional<TokenInfo> token(List<TokenInfo> tokens) {
        List<TokenInfo> named = tokens.stream()
                .filter(TokenInfo::isInitialised)
                .filter(config::names)
                .toList();
        if (named.size() > 1) {
            throw new AwayException(named.size() + " tokens are " + withoutArticle() + "; name one by serial: "
                    + named.stream().map(TokenInfo::serial).collect(Collectors.joining(", ")));
        }
        return named.stream().findFirst();
    }

    private Connection connection(Library used, Cryptoki cryptoki, TokenInfo token, byte[] pin) {
        long anchor = cryptoki.openSession(token.slot(), false);
        boolean good = false;
        try {
            login(used.refusedPins(), cryptoki, token, anchor, pin);
            Connection connection = new Connection(used, generation, token, cryptoki, anchor, config.sessions());
            good = true;
            return connection;
        } finally {
            if (!good) {
                cryptoki.closeSession(anchor);
            }
        }
    }

    private void login(RefusedPins refused, Cryptoki cryptoki, TokenInfo token, long session, byte[] pin) {
        if (token.isPinLocked() || token.locksAtNextWrongPin()) {
            throw new PinRefusedException(
                    token.isPinLocked()
                            ? "the PIN of the token is locked; unlock it with the vendor's tool"
                            : "the token would lock at one more wrong PIN, so none is tried; log in once with the vendor's tool");
        }
        if (!refused.mayTry(token.serial(), pin)) {
            throw new PinRefusedException("the token refused this PIN before and is not asked again with it; correct "
                    + config.pin() + " and reload the keys");
        }
        try {
            cryptoki.login(session, pin);
        } catch (CryptokiException e) {
            if (e.meaning() == ReturnCode.Meaning.PIN_REFUSED) {
                refused.refuse(token.serial(), pin);
                throw new PinRefusedException("the token refuses the PIN (" + e.getMessage()
                        + ") and is not asked again with it; correct " + config.pin() + " and reload the keys");
            }
            throw e;
        }
    }

    private byte[] pin() {
        try {
            return access.secret("the PIN", config.pin());
        } catch (CustodyException e) {
            throw new AwayException(String.valueOf(e.getMessage()));
        }
    }

    private String withoutArticle() {
        return config.token().substring("the ".length());
    }

    private static String seen(List<TokenInfo> tokens) {
        return tokens.stream()
                .filter(TokenInfo::isInitialised)
                .map(token -> token.label() + " (serial " + token.serial() + ", slot " + token.slot() + ")")
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(", "), all -> all.isEmpty() ? "no token at all" : all));
    }

    @Override
    public void close() {
        Library known = library;
        if (known != null) {
            known.unused();
            library = null;
        }
    }
}
