package io.traceconnector.app.callers.tokens;

import io.traceconnector.app.callers.Binding;
import io.traceconnector.app.callers.JwtForm;
import io.traceconnector.app.callers.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Verifies what the connector signed itself, of each kind: by the key of its tenant, for whom it is, and its times. */
record OwnTokenCheck(Issuers issuers, TenantKeys keys, TokenTimes times) {

    /**
     * @param type its {@code typ}, by which tokens of one kind are never taken for those of another
     * @param audience the only one that it may be for
     * @param longest that one of its kind may live
     * @throws RefusedTokenException where it does not count
     */
    OwnToken.Facts facts(JwtForm form, String type, Function<Tenant, String> audience, Duration longest) {
        if (form.hasForbiddenHeader() || !form.isOfType(type) || !JwsAlgorithm.isIn(form)) {
            throw new RefusedTokenException("The token is not of the kind that is taken here.");
        }
        Claims claims = new Claims(form);
        Tenant tenant = issuers.tenant(claims.text("iss")).orElseThrow(OwnTokenCheck::unknown);
        if (!claims.text("aud").equals(audience.apply(tenant))) {
            throw new RefusedTokenException("The token is for another audience.");
        }
        Instant expires = times.expiry(form, longest);
        String kid = form.header("kid").orElseThrow(OwnTokenCheck::unknown);
        if (keys.verifier(tenant, kid).filter(key -> key.signed(form)).isEmpty()) {
            throw unknown();
        }
        return new OwnToken.Facts(
                tenant.id(),
                kid,
                claims.text("jti"),
                claims.text("sub"),
                claims.text("client_id"),
                claims.optionalText("scope").orElse(""),
                claims.number("gen"),
                TokenTimes.time(form, "iat").orElseThrow(),
                expires,
                Binding.of(form.claims()),
                claims.optionalText(Origin.CLAIM));
    }

    private static RefusedTokenException unknown() {
        return new RefusedTokenException("The token is not signed by its issuer.");
    }
}
