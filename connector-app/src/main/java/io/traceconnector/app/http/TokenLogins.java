package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.BearerToken;
import io.traceconnector.app.callers.throttle.Pass;
import io.traceconnector.app.callers.throttle.Throttle;
import io.traceconnector.app.callers.tokens.Minted;
import io.traceconnector.app.callers.tokens.OperatorLogin;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Operators come with a password and go with a token. */
final class TokenLogins {

    private static final int LONGEST = 1024;

    private final OperatorLogin operators;

    private final Throttle throttle;

    TokenLogins(OperatorLogin operators, Throttle throttle) {
        this.operators = operators;
        this.throttle = throttle;
    }

    /** Takes {@code {"name","password"}}. */
    void login(Call call) {
        ObjectNode body = StrictJson.object(call.body());
        Arrays.fill(call.body(), (byte) 0);
        StrictJson.requireKnown(body, Set.of("name", "password"), "the body");
        char[] password = text(body, "password").toCharArray();
        try {
            call.exchange().getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
            login(call, text(body, "name"), password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** A password that fails counts as every other credential that does. */
    private void login(Call call, String name, char[] password) {
        InetAddress source = Origin.of(call.exchange()).client();
        Optional<String> claimed = Optional.of("operator:" + name);
        if (throttle.before(source, claimed) instanceof Pass.Wait(var code, var seconds)) {
            ErrorResponses.answer(
                    call.exchange(),
                    Problem.later(429, code, "Too much was asked, or failed, from here; try later.", seconds));
            return;
        }
        call.context().identification().ifPresent(one -> one.claimed(operators.named(name)));
        try {
            Minted minted = operators.login(name, password, source);
            throttle.recognised(source, claimed);
            call.context().identified(minted.deed());
            call.answer(view(minted));
        } catch (ProblemException e) {
            if (e.status() == 401) {
                throttle.failed(source, claimed);
            }
            throw e;
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
                .put("token_type", minted.binding().scheme())
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
