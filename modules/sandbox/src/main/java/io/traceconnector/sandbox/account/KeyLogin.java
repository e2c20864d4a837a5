package io.traceconnector.sandbox.account;

import io.traceconnector.chainscript.FormatException;
import io.traceconnector.chainscript.SignedMessage;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.Crypto;
import io.traceconnector.sandbox.world.World;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Login by a message {@code {"iat":s,"exp":s}} signed with an account's signing key. */
final class KeyLogin {

    /** How far clocks may be apart. */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofHours(1);

    private final World world;
    private final Crypto crypto;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.builder().build();

    KeyLogin(World world, Crypto crypto, InstantSource clock) {
        this.world = world;
        this.crypto = crypto;
        this.clock = clock;
    }

    /**
     * Whose key signed.
     *
     * @param token base64 of the signature's JSON
     * @throws ApiException 401 if the signature, the key or the time is not right
     */
    Account account(String token) {
        SignedMessage signed = read(token);
        Account account = world.signer(signed.publicKey().fingerprint())
                .orElseThrow(() -> ApiException.unauthorized("the key is not the signing key of an account"));
        if (!signed.isValid(crypto.signatures())) {
            throw ApiException.unauthorized("the signature is not valid");
        }
        requireInTime(signed.message().toByteArray());
        return account;
    }

    private static SignedMessage read(String token) {
        try {
            return SignedMessage.readBearerToken(token);
        } catch (FormatException e) {
            throw ApiException.unauthorized("the bearer token is not a signed message");
        }
    }

    private void requireInTime(byte[] message) {
        JsonNode claims;
        try {
            claims = json.readTree(message);
        } catch (JacksonException e) {
            throw ApiException.unauthorized("the signed message is not JSON");
        }
        if (!claims.path("iat").isNumber() || !claims.path("exp").isNumber()) {
            throw ApiException.unauthorized("the signed message has no iat and exp");
        }
        double now = clock.millis() / 1000.0;
        double issued = claims.path("iat").doubleValue();
        double expires = claims.path("exp").doubleValue();
        if (issued > now + LEEWAY.toSeconds() || expires <= now || expires - issued > LONGEST.toSeconds()) {
            throw ApiException.unauthorized("the signed message is not of this time");
        }
    }
}
