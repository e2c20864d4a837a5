package io.traceconnector.app.trace;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls to Account's API (trace-protocol section 4) that the connector makes itself. */
final class Account {

    private static final long ANSWER_BYTES = 1024 * 1024;
    private static final int MOST_ACCOUNTS = 10_000;

    private final URI base;
    private final Transport transport;
    private final Upstream upstream;
    private final Duration deadline;

    Account(URI base, Transport transport, Upstream upstream, Duration deadline) {
        this.base = base;
        this.transport = transport;
        this.upstream = upstream;
        this.deadline = deadline;
    }

    /**
     * Logs in.
     *
     * @param proof the signed message as a bearer token
     * @return the token's text
     */
    String login(String proof) {
        return upstream.ask(exchange("/login", "Bearer " + proof, Account::token));
    }

    TokenInfo.Known info(String authorization) {
        return upstream.ask(exchange("/info", authorization, Account::known));
    }

    private <T> Attempt<T> exchange(String path, String authorization, Function<byte[], T> reader) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", "application/json")
                .header("Accept-Encoding", ContentCoding.ACCEPTED)
                .GET();
        authorize(request, authorization);
        return new JsonExchange<>(transport, upstream.name(), request, deadline, ANSWER_BYTES, reader);
    }

    /** Callers' tokens come from outside: one that is no header value is refused like any other that is not good. */
    static void authorize(HttpRequest.Builder request, String authorization) {
        try {
            request.header("Authorization", authorization);
        } catch (IllegalArgumentException e) {
            throw new TraceException(TraceException.Kind.UNAUTHORIZED, "the Authorization given is not a header value");
        }
    }

    private static String token(byte[] body) {
        JsonNode token = JsonMapper.shared().readTree(body).path("token");
        if (!token.isString() || token.stringValue().isBlank()) {
            throw JsonFields.shape("account gave no token to a login");
        }
        return token.stringValue();
    }

    private static TokenInfo.Known known(byte[] body) {
        JsonNode info = JsonMapper.shared().readTree(body);
        Set<String> others = new LinkedHashSet<>();
        for (JsonNode other : info.path("otherAccountIds")) {
            others.add(id(other));
        }
        if (others.size() > MOST_ACCOUNTS) {
            throw JsonFields.shape("account lists more than " + MOST_ACCOUNTS + " accounts for a token");
        }
        return new TokenInfo.Known(id(info.path("accountId")), others);
    }

    private static String id(JsonNode node) {
        if (!node.isString() && !node.isIntegralNumber()) {
            throw JsonFields.shape("account names an account by neither text nor number");
        }
        return node.asString();
    }
}
