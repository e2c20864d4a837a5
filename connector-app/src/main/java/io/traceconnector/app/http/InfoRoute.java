package io.traceconnector.app.http;

import io.traceconnector.api.Routes.Failure;
import io.traceconnector.app.callers.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /info}: who the caller is, in the form in which Account says it (trace-protocol section 4), so that one connector can be what
 * another one asks.
 */
final class InfoRoute {

    private InfoRoute() {}

    static Operation operation() {
        return new Operation(
                List.of("GET"),
                new PathTemplate("/info"),
                Access.recognised(),
                new BodyRule.None(),
                (Handling.Serving) InfoRoute::serve,
                OperationDescription.of(
                        "identity",
                        "Who the caller is, as Account would say it.",
                        Schemas.json(Schemas.OBJECT),
                        new Failure(400, "token_in_query"),
                        new Failure(400, "token_misplaced")));
    }

    private static void serve(Call call) {
        Principal principal = call.principal();
        Map<String, Set<String>> claims = principal.claims();
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("accountId", first(claims, "account_id", principal.id()));
        ArrayNode others = answer.putArray("otherAccountIds");
        if (claims.containsKey("other_account_ids")) {
            claims.get("other_account_ids").stream().sorted().forEach(others::add);
        } else {
            principal.tenants().keySet().stream().sorted().forEach(tenant -> others.add(tenant.value()));
        }
        answer.put("userId", principal.onBehalfOf().orElseGet(() -> first(claims, "user_id", principal.id())));
        answer.put("email", first(claims, "email", ""));
        call.answer(answer);
    }

    private static String first(Map<String, Set<String>> claims, String name, String otherwise) {
        return claims.getOrDefault(name, Set.of()).stream().sorted().findFirst().orElse(otherwise);
    }
}
