package io.traceconnector.sandbox.trace;

import io.traceconnector.sandbox.account.AccountTypes;
import io.traceconnector.sandbox.account.AccountView;
import io.traceconnector.sandbox.account.Authentication;
import io.traceconnector.sandbox.account.PublishedKeys;
import io.traceconnector.sandbox.faults.Faults;
import io.traceconnector.sandbox.faults.LinkServing;
import io.traceconnector.sandbox.graphql.GraphQlEndpoint;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.http.ApiHandler;
import io.traceconnector.sandbox.store.LinkStore;
import io.traceconnector.sandbox.store.TagLog;
import io.traceconnector.sandbox.world.Catalogue;
import io.traceconnector.sandbox.world.Crypto;
import io.traceconnector.sandbox.world.World;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.InstantSource;

/** Trace: {@code /graphql}. */
public final class TraceApi implements ApiHandler.Route {

    private final World world;
    private final LinkStore links;
    private final TagLog tags;
    private final Faults faults;
    private final LinkServing serving;
    private final LinkCreation creation;
    private final Authentication authentication;
    private final PublishedKeys keys;
    private final GraphQlEndpoint graphQl;

    public TraceApi(
            World world,
            LinkStore links,
            TagLog tags,
            Crypto crypto,
            Faults faults,
            Authentication authentication,
            PublishedKeys keys) {
        this.world = world;
        this.links = links;
        this.tags = tags;
        this.faults = faults;
        this.serving = new LinkServing(faults, links, crypto);
        this.creation = new LinkCreation(world, links, Catalogue.ours(), crypto, InstantSource.system());
        this.authentication = authentication;
        this.keys = keys;
        AccountTypes accounts = new AccountTypes("Account_");
        String schema = accounts.schema() + GraphQlEndpoint.schema(TraceApi.class, "trace.graphqls");
        this.graphQl = new GraphQlEndpoint(schema, wiring -> {
            accounts.bind(wiring);
            TraceTypes.bind(wiring);
            Mutations.bind(wiring);
        });
    }

    @Override
    public void handle(HttpServerExchange exchange) throws IOException {
        if (!exchange.getRelativePath().equals("/graphql")) {
            throw new ApiException(404, "Trace has no such route");
        }
        AccountView accounts = new AccountView(world, authentication.caller(exchange), keys);
        graphQl.answer(exchange, new TraceView(accounts, links, tags, serving, faults, creation));
    }
}
