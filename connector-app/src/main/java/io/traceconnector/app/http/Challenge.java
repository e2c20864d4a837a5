package io.traceconnector.app.http;

import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.tokens.JwsAlgorithm;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Optional;

/** What an answer to a request whose credential is not enough asks for (RFC 6750 section 3, RFC 9449 section 7.1). */
final class Challenge {

    /** Holds what the next proof has to name (RFC 9449 section 8). */
    static final HttpString NONCE = new HttpString("DPoP-Nonce");

    private static final String ALGORITHMS = "algs=\"" + String.join(" ", JwsAlgorithm.names()) + "\"";

    private Challenge() {}

    /** For problems that have nothing to do with credentials nothing. */
    static void put(HttpServerExchange exchange, int status, String code) {
        switch (code) {
            case "insufficient_scope" -> put(exchange, code);
            case "token_in_query", "ambiguous_credentials" -> put(exchange, "invalid_request");
            default -> {
                if (status == 401) {
                    putUnknown(exchange, code);
                }
            }
        }
    }

    private static void put(HttpServerExchange exchange, String error) {
        exchange.getResponseHeaders()
                .put(
                        Headers.WWW_AUTHENTICATE,
                        (isWithProof(exchange) ? "DPoP" : "Bearer realm=\"trace-connector\",") + " error=\"" + error
                                + "\"");
    }

    private static boolean isWithProof(HttpServerExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION))
                .flatMap(BearerToken::shown)
                .filter(BearerToken::isWithProof)
                .isPresent();
    }

    /** In the scheme that the caller has used, and where that was not {@code DPoP}, in that as well. */
    private static void putUnknown(HttpServerExchange exchange, String code) {
        exchange.getResponseHeaders().remove(Headers.WWW_AUTHENTICATE);
        if (isWithProof(exchange)) {
            String error = code.endsWith("_dpop_proof") || code.endsWith("_dpop_nonce") ? code : "invalid_token";
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "DPoP error=\"" + error + "\", " + ALGORITHMS);
            return;
        }
        String error = code.equals("missing_token") ? "" : ", error=\"invalid_token\"";
        exchange.getResponseHeaders()
                .put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"trace-connector\"" + error)
                .add(Headers.WWW_AUTHENTICATE, "DPoP " + ALGORITHMS);
    }
}
