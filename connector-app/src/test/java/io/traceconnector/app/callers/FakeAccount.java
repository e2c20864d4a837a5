package io.traceconnector.app.callers;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.trace.Relay;
import io.traceconnector.app.trace.RelayAnswer;
import io.traceconnector.app.trace.RelayCall;
import io.traceconnector.app.trace.TokenInfo;
import io.traceconnector.app.trace.TraceException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Account as callers are checked against it: knows the tokens that it is told, and counts what it is asked. */
final class FakeAccount implements Relay {

    final Map<String, TokenInfo> tokens = new ConcurrentHashMap<>();
    final Map<OrganisationId, Set<String>> own = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    void knows(String token, String accountId, String... others) {
        tokens.put("Bearer " + token, new TokenInfo.Known(accountId, Set.of(others)));
    }

    @Override
    public TokenInfo info(String authorization) {
        asked.add(authorization);
        return tokens.getOrDefault(authorization, new TokenInfo.Refused(401, ""));
    }

    @Override
    public Set<String> ownAccounts(OrganisationId organisation) {
        Set<String> accounts = own.get(organisation);
        if (accounts == null) {
            throw new TraceException(TraceException.Kind.UNAVAILABLE, "no session");
        }
        return accounts;
    }

    @Override
    public RelayAnswer graphql(RelayCall call) {
        throw new AssertionError("callers never ask Trace");
    }

    @Override
    public URI account() {
        return URI.create("http://account.example");
    }

    @Override
    public URI media() {
        return URI.create("http://media.example");
    }
}
