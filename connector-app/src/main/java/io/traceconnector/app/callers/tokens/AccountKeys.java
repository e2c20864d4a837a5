package io.traceconnector.app.callers.tokens;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.store.RegisteredKey;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies what service accounts sign themselves. A key is looked for among the account's own, and nowhere else. */
final class AccountKeys {

    private static final Logger LOG = LoggerFactory.getLogger(AccountKeys.class);

    private final LoadingCache<RegisteredKey, Optional<VerificationKey>> parsed =
            Caffeine.newBuilder().maximumSize(10_000).build(AccountKeys::parse);

    /** Empty for a key of a form that is not registered any more. */
    private static Optional<VerificationKey> parse(RegisteredKey key) {
        try {
            return Optional.of(VerificationKey.of(key.kid(), key.jwk()));
        } catch (IllegalArgumentException e) {
            LOG.atWarn().addKeyValue("kid", key.kid()).setCause(e).log("a registered key cannot be used");
            return Optional.empty();
        }
    }

    /** The account's key of which the header speaks. */
    static Optional<RegisteredKey> named(ServiceAccount account, JwtForm form) {
        return form.header("kid")
                .flatMap(kid -> account.keys().stream()
                        .filter(key -> key.kid().equals(kid))
                        .findFirst());
    }

    /**
     * Checks header and signature.
     *
     * @param types that the header's {@code typ} may have where it is there
     * @return the key that it is signed with
     * @throws RefusedTokenException where it is not signed by this account
     */
    RegisteredKey verify(ServiceAccount account, JwtForm form, String... types) {
        if (form.hasForbiddenHeader()
                || !JwsAlgorithm.isIn(form)
                || (form.header("typ").isPresent() && !form.isOfType(types))) {
            throw new RefusedTokenException("The token's header has members or a type that are not taken.");
        }
        RegisteredKey key = named(account, form).orElseThrow(AccountKeys::unsigned);
        if (parsed.get(key).filter(known -> known.signed(form)).isEmpty()) {
            throw unsigned();
        }
        return key;
    }

    private static RefusedTokenException unsigned() {
        return new RefusedTokenException("The token is not signed with a key of its account.");
    }
}
