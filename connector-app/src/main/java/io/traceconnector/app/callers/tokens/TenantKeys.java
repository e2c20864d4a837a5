package io.traceconnector.app.callers.tokens;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.keys.KeyReplacedException;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The keys that sign the tokens of each tenant: those of its organisations, the first of which signs. A key that is listed verifies,
 * whether it signs or not, so that keys can be rotated without a rejected token.
 */
public final class TenantKeys {

    private final KeyRing ring;
    private final LoadingCache<String, TokenKey> parsed =
            Caffeine.newBuilder().maximumSize(1000).build(TokenKey::of);

    public TenantKeys(KeyRing ring) {
        this.ring = ring;
    }

    /** Those that are published, the one that signs first; empty where the tenant gives out no tokens. */
    List<TokenKey> of(Tenant tenant) {
        return signers(tenant).stream().map(this::publicHalf).toList();
    }

    boolean areThere(Tenant tenant) {
        return !signers(tenant).isEmpty();
    }

    /**
     * Those of the tenants that publish one key only: where that has to be replaced at once, others reject tokens until they have fetched the
     * next one.
     */
    public List<TenantId> withoutNext(List<Tenant> tenants) {
        return tenants.stream()
                .filter(tenant -> tenant.enabled() && signers(tenant).size() == 1)
                .map(Tenant::id)
                .toList();
    }

    Optional<VerificationKey> verifier(Tenant tenant, String kid) {
        for (SigningKey key : signers(tenant)) {
            TokenKey found = publicHalf(key);
            if (found.kid().equals(kid)) {
                return Optional.of(found.verifier());
            }
        }
        return Optional.empty();
    }

    /**
     * A token with these claims. Blocks for at most 30 seconds.
     *
     * @param type its {@code typ}
     * @throws KeyUnavailableException where the key cannot be used now
     */
    String sign(Tenant tenant, String type, JWTClaimsSet claims) {
        try {
            return signOnce(tenant, type, claims);
        } catch (KeyReplacedException e) {
            // The keys were loaded anew in between; the new ones are there at once.
            return signOnce(tenant, type, claims);
        }
    }

    private String signOnce(Tenant tenant, String type, JWTClaimsSet claims) {
        SigningKey key = signers(tenant).stream()
                .findFirst()
                .orElseThrow(() -> new KeyUnavailableException("the tenant has no token-keys"));
        TokenKey half = publicHalf(key);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(half.algorithm().jose())
                        .type(new JOSEObjectType(type))
                        .keyID(half.kid())
                        .build(),
                claims);
        try {
            token.sign(new KeyRingSigner(half.algorithm(), key));
        } catch (JOSEException e) {
            throw new KeyUnavailableException("the key did not sign: " + e.getMessage());
        }
        return token.serialize();
    }

    private List<SigningKey> signers(Tenant tenant) {
        return tenant.organisations().stream()
                .filter(ring.organisations()::contains)
                .sorted()
                .flatMap(organisation -> ring.tokenKeys(organisation).stream())
                .toList();
    }

    private TokenKey publicHalf(SigningKey key) {
        return parsed.get(new String(key.publicKeyPem(), StandardCharsets.US_ASCII));
    }
}
