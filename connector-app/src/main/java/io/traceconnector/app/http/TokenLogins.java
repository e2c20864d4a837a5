package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.tokens.Minted;
import io.traceconnector.app.callers.tokens.OperatorLogin;
import io.undertow.util.Headers;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Operators come with a password and go with a token. */
final class TokenLogins {

    private static final int LONGEST = 1024;

    private final OperatorLogin operators;

    TokenLogins(OperatorLogin operators) {
        this.operators = operators;
    }

    /** Takes {@code {"name","password"}}. */
    void login(Call call) {
        ObjectNode body = StrictJson.object(call.body());
        Arrays.fill(call.body(), (byte) 0);
        StrictJson.requireKnown(body, Set.of("name", "password"), "the body");
        char[] password = text(body, "password").toCharArray();
        try {
            call.exchange().getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
            String name = text(body, "name");
            call.context().identification().ifPresent(one -> one.claimed(operators.named(name)));
            Minted minted = operators.login(name, password);
            call.context().identified(minted.deed());
            call.answer(view(minted));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    void logout(Call call) {
        BearerToken token = call.header("Authorization")
                .flatMap(BearerToken::ofHeader)
                .orElseThrow(() -> new ProblemException(
                        401, "missing_token", "Send the operator's token in the header Authorization."));
        call.context().identified(operators.logout(token));
        call.context().trail().ifPresent(trail -> trail.settle(204));
        call.exchange().setStatusCode(204);
        call.exchange().endExchange();
    }

    /** The token as every such answer of ours has it. */
    static ObjectNode view(Minted minted) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("access_token", minted.token())
                .put("token_type", "Bearer")
                .put("expires_in", minted.seconds())
                .put("expires_at", minted.expires().toString())
                .put("scope", minted.scope());
    }

    private static String text(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isString()
                || value.stringValue().isEmpty()
                || value.stringValue().length() > LONGEST) {
            throw StrictJson.malformed(name + " must be a text of 1 to " + LONGEST + " characters.");
        }
        return value.stringValue();
    }
}
