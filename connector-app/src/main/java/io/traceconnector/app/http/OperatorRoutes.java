package io.traceconnector.app.http;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Operator;
import io.traceconnector.app.callers.store.OperatorAdministration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** People who log in with a password, all of them or those of one tenant. Passwords come in and never go out. */
final class OperatorRoutes {

    private final OperatorAdministration operators;
    private final Optional<Function<Call, Tenant>> tenant;

    private OperatorRoutes(OperatorAdministration operators, Optional<Function<Call, Tenant>> tenant) {
        this.operators = operators;
        this.tenant = tenant;
    }

    static OperatorRoutes ofAll(OperatorAdministration operators) {
        return new OperatorRoutes(operators, Optional.empty());
    }

    /** @param tenant that the path names, and the caller may administrate */
    static OperatorRoutes ofOneTenant(OperatorAdministration operators, Function<Call, Tenant> tenant) {
        return new OperatorRoutes(operators, Optional.of(tenant));
    }

    void list(Call call) {
        call.answer(IdentityViews.list("operators", theirs(call).list(), IdentityViews::operator));
    }

    void get(Call call) {
        answer(call, theirs(call).get(id(call)));
    }

    /** Takes {@code {"name","password","tenants":{tenant:[role]},"networks"?}}, of one tenant {@code "roles":[role]} instead of tenants. */
    void create(Call call) {
        IdentityBody body = IdentityBody.of(call, "name", "password", roles(), "networks");
        call.answer(withPassword(
                body,
                password -> IdentityViews.operator(
                        theirs(call).create(body.text("name"), password, roles(call, body), body.networks()))));
    }

    /** Takes {@code {"tenants":{tenant:[role]}}}, of one tenant {@code {"roles":[role]}}. */
    void changeRoles(Call call) {
        answer(call, theirs(call).changeRoles(id(call), roles(call, IdentityBody.of(call, roles()))));
    }

    /** Takes {@code {"password"}}. */
    void setPassword(Call call) {
        IdentityBody body = IdentityBody.of(call, "password");
        call.answer(withPassword(
                body, password -> IdentityViews.operator(theirs(call).setPassword(id(call), password))));
    }

    private static ObjectNode withPassword(IdentityBody body, Function<char[], ObjectNode> work) {
        char[] password = body.text("password").toCharArray();
        try {
            return work.apply(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    void enable(Call call) {
        answer(call, theirs(call).enable(id(call), true));
    }

    void disable(Call call) {
        answer(call, theirs(call).enable(id(call), false));
    }

    /** Takes {@code {"networks":[…]}}. */
    void limit(Call call) {
        answer(call, theirs(call).limit(id(call), IdentityBody.limit(call)));
    }

    void logOut(Call call) {
        answer(call, theirs(call).endSessions(id(call)));
    }

    void delete(Call call) {
        answer(call, theirs(call).delete(id(call)));
    }

    private OperatorAdministration theirs(Call call) {
        return tenant.map(named -> operators.of(named.apply(call).id())).orElse(operators);
    }

    private String roles() {
        return tenant.isPresent() ? "roles" : "tenants";
    }

    /** Never what is left out: that would take everything away. */
    private Map<TenantId, Set<String>> roles(Call call, IdentityBody body) {
        return tenant.map(named -> Map.of(
                        named.apply(call).id(),
                        body.optionalTexts("roles")
                                .orElseThrow(() -> StrictJson.malformed("roles must be an array of texts."))))
                .orElseGet(() -> body.textsBy("tenants", TenantId::new));
    }

    private static void answer(Call call, Operator operator) {
        call.answer(IdentityViews.operator(operator));
    }

    private static String id(Call call) {
        return call.parameters().getOrDefault("operator", "");
    }
}
