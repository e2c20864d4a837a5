package io.traceconnector.app.callers;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a request's credential says before anybody has looked whether it counts; for counting failures.
 *
 * @param id that it claims, as anybody may: never a secret
 * @param digest names the very credential, secret and all, and gives nothing away; empty where there is none to be guessed
 */
public record Claim(String id, Optional<String> digest) {

    /** Empty where there is no credential. */
    static Optional<Claim> of(Presented credential) {
        return switch (credential) {
            case Presented.Bearer(var token) -> Optional.of(new Claim(of(token), Optional.of(token.fingerprint())));
            case Presented.Keyed keyed ->
                Optional.of(new Claim(
                        (keyed.connection() ? "connection:" : "plugin:") + keyed.id(), Optional.of(keyed.digest())));
            case Presented.Proxied(var user, var _, var _) ->
                Optional.of(new Claim("proxied:" + user, Optional.empty()));
            case Presented.Nothing _ -> Optional.empty();
        };
    }

    private static String of(BearerToken token) {
        return token.jwt()
                .flatMap(jwt -> jwt.issuer()
                        .map(issuer -> issuer + " " + jwt.claim("sub").orElse("")))
                .orElseGet(token::fingerprint);
    }

    /** SHA-256 of a credential, in hexadecimal digits. */
    public static String digestOf(String credential) {
        return HexFormat.of().formatHex(BearerToken.sha256(credential.getBytes(StandardCharsets.UTF_8)));
    }
}
