package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.trace.Relay;
import io.traceconnector.app.trace.RelayAnswer;
import io.traceconnector.app.trace.RelayCall;
import io.traceconnector.app.trace.TokenInfo;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Trace behind the relay: records what it is asked, and in whose name. */
final class FakeRelay implements Relay {

    final List<RelayCall> calls = new CopyOnWriteArrayList<>();
    final Map<String, TokenInfo> tokens = new ConcurrentHashMap<>();
    private final URI account;
    private final URI media;
    volatile Function<RelayCall, RelayAnswer> answer = call -> json(200, "{\"data\":{}}");

    FakeRelay(URI account, URI media) {
        this.account = account;
        this.media = media;
    }

    static RelayAnswer json(int status, String text) {
        return new RelayAnswer(
                status,
                Map.of("content-type", "application/json"),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public RelayAnswer graphql(RelayCall call) {
        calls.add(call);
        return answer.apply(call);
    }

    @Override
    public TokenInfo info(String authorization) {
        return tokens.getOrDefault(authorization, new TokenInfo.Refused(401, ""));
    }

    @Override
    public Set<String> ownAccounts(OrganisationId organisation) {
        return Set.of();
    }

    @Override
    public URI account() {
        return account;
    }

    @Override
    public URI media() {
        return media;
    }
}
