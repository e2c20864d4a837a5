package io.traceconnector.app.http;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.store.OperatorAdministration;
import java.util.Arrays;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** People who log in with a password. Passwords come in and never go out. */
final class OperatorRoutes {

    private final OperatorAdministration operators;

    OperatorRoutes(OperatorAdministration operators) {
        this.operators = operators;
    }

    void list(Call call) {
        call.answer(IdentityViews.list("operators", operators.list(), IdentityViews::operator));
    }

    /** Takes {@code {"name","password","tenants":{tenant:[role]}}}. */
    void create(Call call) {
        IdentityBody body = IdentityBody.of(call, "name", "password", "tenants");
        call.answer(withPassword(
                body,
                password -> IdentityViews.operator(
                        operators.create(body.text("name"), password, body.textsBy("tenants", TenantId::new)))));
    }

    /** Takes {@code {"password"}}. */
    void setPassword(Call call) {
        IdentityBody body = IdentityBody.of(call, "password");
        call.answer(withPassword(body, password -> IdentityViews.operator(operators.setPassword(id(call), password))));
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
        call.answer(IdentityViews.operator(operators.enable(id(call), true)));
    }

    void disable(Call call) {
        call.answer(IdentityViews.operator(operators.enable(id(call), false)));
    }

    void delete(Call call) {
        call.answer(IdentityViews.operator(operators.delete(id(call))));
    }

    private static String id(Call call) {
        return call.parameters().getOrDefault("operator", "");
    }
}
