package io.traceconnector.app.callers.tokens;

import java.util.Optional;

/** Whom a token of ours was given to, as its claim {@code token_use} says. */
enum Use {
    ACCOUNT,
    OPERATOR,
    CONNECTION;

    /** The tokens of service accounts do not say. */
    static Use of(Optional<String> claim) {
        return switch (claim.orElse("")) {
            case "" -> ACCOUNT;
            case "operator" -> OPERATOR;
            case "connection" -> CONNECTION;
            default -> throw new RefusedTokenException("The token's token_use is unknown.");
        };
    }
}
