package io.traceconnector.app.callers.pdp;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Target;
import io.traceconnector.app.callers.policy.Need;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whether a caller may do something. Holds no credential and no data of a link. */
public record Question(TenantId tenant, Principal caller, Need need, Target target) {

    /** The same about another action. */
    public Question about(Need other) {
        return new Question(tenant, caller, other, target);
    }

    /** As Open Policy Agent takes it: {@code {"input": {…}}}. Equal questions have equal bytes. */
    byte[] json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode input = root.putObject("input").put("tenant", tenant.value());
        need.space().ifPresent(space -> input.put("space", space.toString()));
        ObjectNode who = input.putObject("caller")
                .put("id", caller.id())
                .put("kind", caller.kind().name().toLowerCase(Locale.ROOT));
        caller.onBehalfOf().ifPresent(other -> who.put("onBehalfOf", other));
        input.put("action", need.action());
        ObjectNode resource =
                input.putObject("resource").put("method", target.method()).put("route", target.route());
        ObjectNode ids = resource.putObject("ids");
        new TreeMap<>(target.ids()).forEach(ids::put);
        ObjectNode claims = input.putObject("claims");
        new TreeMap<>(Map.copyOf(caller.claims())).forEach((name, values) -> {
            ArrayNode texts = claims.putArray(name);
            values.stream().sorted().forEach(texts::add);
        });
        return JsonMapper.shared().writeValueAsBytes(root);
    }
}
