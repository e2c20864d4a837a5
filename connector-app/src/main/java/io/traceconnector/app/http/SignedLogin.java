package io.traceconnector.app.http;

import io.traceconnector.app.callers.BearerToken;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a login by key has in its header (trace-protocol sections 2.2 and 4): base64, standard or for URLs, of an object with a public key, a
 * message and its signature. Whether it is good is Account's to say.
 */
final class SignedLogin {

    private SignedLogin() {}

    /** The one form in which the header goes on; empty where it holds anything else. */
    static Optional<String> of(String header) {
        return BearerToken.ofHeader(header)
                .filter(token -> isSignature(token.text()))
                .map(BearerToken::authorization);
    }

    private static boolean isSignature(String text) {
        try {
            JsonNode said = JsonMapper.shared()
                    .readTree(Base64.getDecoder()
                            .decode(text.replace('-', '+').replace('_', '/').replaceAll("=+$", "")));
            return Stream.of("public_key", "signature", "message")
                    .allMatch(name -> said.path(name).isString());
        } catch (IllegalArgumentException | JacksonException e) {
            return false;
        }
    }
}
