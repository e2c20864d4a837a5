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

    /** SHA-256 of a credential, in hexadecimal digits. */
    public static String digestOf(String credential) {
        return HexFormat.of().formatHex(BearerToken.sha256(credential.getBytes(StandardCharsets.UTF_8)));
    }
}
