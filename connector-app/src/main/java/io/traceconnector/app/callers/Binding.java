package io.traceconnector.app.callers;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** To what a token is bound, as its claim {@code cnf} says (RFC 7800): whoever shows it must hold that as well. */
public sealed interface Binding {

    /** A plain bearer token. */
    record None() implements Binding {}

    /** @param thumbprint of a key, SHA-256 in base64url (RFC 9449 section 6.1, RFC 7638) */
    record ToKey(String thumbprint) implements Binding {}

    /** @param thumbprint of a client's certificate, SHA-256 in base64url (RFC 8705 section 3.1) */
    record ToCertificate(String thumbprint) implements Binding {}

    /** To something that cannot be checked here, or to several things: good for nothing. */
    record Unusable() implements Binding {}

    /** Reads the claims of a token, or what an issuer answers about one. */
    static Binding of(JsonNode claims) {
        JsonNode confirmation = claims.path("cnf");
        if (confirmation.isMissingNode()) {
            return new None();
        }
        // Keycloak says beside a key's thumbprint that it is for proofs.
        boolean annotated = confirmation.has("jkt")
                && confirmation.path("kc-jkt-type").asString("").equals("DPoP");
        if (!confirmation.isObject() || confirmation.size() != (annotated ? 2 : 1)) {
            return new Unusable();
        }
        return thumbprint(confirmation, "jkt")
                .<Binding>map(ToKey::new)
                .or(() -> thumbprint(confirmation, "x5t#S256").map(ToCertificate::new))
                .orElseGet(Unusable::new);
    }

    private static Optional<String> thumbprint(JsonNode confirmation, String name) {
        return Optional.of(confirmation.path(name))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> text.matches("[A-Za-z0-9_-]{43}"));
    }

    /** The claim {@code cnf} of a token that is bound so; empty where it has none. */
    default Optional<Map<String, String>> confirmation() {
        return switch (this) {
            case None _, Unusable _ -> Optional.empty();
            case ToKey(var thumbprint) -> Optional.of(Map.of("jkt", thumbprint));
            case ToCertificate(var thumbprint) -> Optional.of(Map.of("x5t#S256", thumbprint));
        };
    }

    /** The scheme with which a token that is bound so is shown: its {@code token_type}. */
    default String scheme() {
        return this instanceof ToKey ? "DPoP" : "Bearer";
    }
}
