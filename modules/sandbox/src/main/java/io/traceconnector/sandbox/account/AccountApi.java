package io.traceconnector.sandbox.account;

import graphql.schema.DataFetchingEnvironment;
import io.traceconnector.sandbox.graphql.GraphQlEndpoint;
import io.traceconnector.sandbox.graphql.TypeFields;
import io.traceconnector.sandbox.http.Answers;
import io.traceconnector.sandbox.http.ApiException;
import io.traceconnector.sandbox.http.ApiHandler;
import io.traceconnector.sandbox.http.Requests;
import io.traceconnector.sandbox.world.Account;
import io.traceconnector.sandbox.world.Crypto;
import io.traceconnector.sandbox.world.World;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Account: {@code /login}, {@code /salt}, {@code /info} and {@code /graphql}. */
public final class AccountApi implements ApiHandler.Route {

    private static final int MOST_LOGIN_BYTES = 64 * 1024;

    private final World world;
    private final Tokens tokens;
    private final Authentication authentication;
    private final PublishedKeys keys;
    private final KeyLogin keyLogin;
    private final PasswordLogin passwordLogin;
    private final GraphQlEndpoint graphQl;

    public AccountApi(World world, Crypto crypto, Tokens tokens, Authentication authentication, PublishedKeys keys) {
        this.world = world;
        this.tokens = tokens;
        this.authentication = authentication;
        this.keys = keys;
        this.keyLogin = new KeyLogin(world, crypto, InstantSource.system());
        this.passwordLogin = new PasswordLogin(world);
        AccountTypes types = new AccountTypes("");
        String query = GraphQlEndpoint.schema(AccountApi.class, "account-query.graphqls")
                .replace("Account_", "");
        this.graphQl = new GraphQlEndpoint(types.schema() + query, wiring -> {
            types.bind(wiring);
            TypeFields.of("Query", AccountView.class)
                    .value("myAccount", view -> view.of(view.viewer()))
                    .value("me", view -> view.of(view.viewer()).as(Account.Kind.PERSON))
                    .call("accountByRowId", AccountApi::byRowId)
                    .into(wiring);
        });
    }

    private static @Nullable AccountNode byRowId(AccountView view, DataFetchingEnvironment field) {
        String id = field.getArgumentOrDefault("rowId", "");
        return view.world().account(Long.parseLong(id)).map(view::of).orElse(null);
    }

    @Override
    public void handle(HttpServerExchange exchange) throws IOException {
        switch (exchange.getRelativePath()) {
            case "/login" -> login(exchange);
            case "/salt" -> salt(exchange);
            case "/info" -> info(exchange);
            case "/graphql" -> graphQl.answer(exchange, new AccountView(world, authentication.caller(exchange), keys));
            default -> throw new ApiException(404, "Account has no such route");
        }
    }

    private void login(HttpServerExchange exchange) throws IOException {
        boolean byKey = exchange.getRequestMethod().equalToString("GET");
        if (!byKey) {
            Requests.requireMethod(exchange, "POST");
        }
        Account account = byKey
                ? keyLogin.account(Requests.bearer(exchange)
                        .orElseThrow(() -> ApiException.unauthorized("a signed bearer token must be provided")))
                : passwordLogin.account(Requests.json(exchange, MOST_LOGIN_BYTES, Map.class));
        Answers.json(exchange, 200, object().put("token", tokens.issue(account)));
    }

    private void salt(HttpServerExchange exchange) throws IOException {
        Requests.requireMethod(exchange, "GET");
        String email = Requests.parameter(exchange, "email")
                .orElseThrow(() -> ApiException.badRequest("the parameter email is missing"));
        Answers.json(exchange, 200, object().put("salt", passwordLogin.salt(email)));
    }

    private void info(HttpServerExchange exchange) throws IOException {
        Requests.requireMethod(exchange, "GET");
        Account account = authentication.caller(exchange);
        AccountNode caller = new AccountView(world, account, keys).of(account);
        ObjectNode info = object().put("accountId", Long.toString(account.id()));
        var others = info.putArray("otherAccountIds");
        caller.memberOf()
                .forEach(other -> others.add(Long.toString(other.account().id())));
        info.put("email", caller.email()).put("userId", Long.toString(caller.holderId()));
        Answers.json(exchange, 200, info);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
