package io.traceconnector.search;

import io.traceconnector.api.Condition;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkValues;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Sight;
import io.traceconnector.api.WorkflowId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A sight that is what its rules say, worked out on the tree of the data. */
public record FakeSight(Condition rows, List<FieldRule> fields) implements Sight {

    public static FakeSight rows(Condition rows) {
        return new FakeSight(rows, List.of());
    }

    public static FakeSight without(FieldRule... rules) {
        return new FakeSight(Condition.everything(), List.of(rules));
    }

    /** A rule for some workflows; for all where none is named. */
    public static FieldRule deny(String field, String... workflows) {
        return rule(FieldRule.Effect.DENY, field, workflows);
    }

    public static FieldRule rule(FieldRule.Effect effect, String field, String... workflows) {
        return new FieldRule(
                Set.copyOf(
                        java.util.Arrays.stream(workflows).map(WorkflowId::new).toList()),
                field,
                effect);
    }

    @Override
    public Optional<Segment> of(Segment link) {
        LinkValues values = LinkValues.of(link);
        if (!values.pass(rows) || (!fields.isEmpty() && !values.readable())) {
            return Optional.empty();
        }
        return Optional.of(Sample.with(link, payload(link)));
    }

    private Payload payload(Segment link) {
        WorkflowId workflow = link.feed().workflow();
        return switch (link.payload()) {
            case Payload.Opened(var data) -> new Payload.Opened(data(workflow, data));
            case Payload.Plain(var data) -> new Payload.Plain(data(workflow, data));
            default -> link.payload();
        };
    }

    /** The data as the rules show it. */
    public Json data(WorkflowId workflow, Json data) {
        return fields.isEmpty()
                ? data
                : Json.of(show(workflow, "", data.tree())
                        .orElse(JsonMapper.shared().nullNode()));
    }

    private Optional<JsonNode> show(WorkflowId workflow, String path, JsonNode value) {
        Optional<FieldRule> rule = fields.stream()
                .filter(one -> one.covers(workflow, LinkValues.name(path)) || one.covers(workflow, path))
                .filter(one -> !path.isEmpty() || !value.isObject())
                .findFirst();
        if (rule.isPresent()) {
            return switch (rule.get().effect()) {
                case DENY -> Optional.empty();
                case MASK -> Optional.of(JsonMapper.shared().getNodeFactory().stringNode("***"));
                case HASH -> Optional.of(JsonMapper.shared().getNodeFactory().stringNode("hash" + value.hashCode()));
            };
        }
        if (value instanceof ObjectNode object) {
            ObjectNode shown = JsonMapper.shared().createObjectNode();
            object.properties()
                    .forEach(member -> show(workflow, LinkValues.path(path, member.getKey()), member.getValue())
                            .ifPresent(node -> shown.set(member.getKey(), node)));
            return Optional.of(shown);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode shown = JsonMapper.shared().createArrayNode();
            array.forEach(item -> show(workflow, path, item).ifPresent(shown::add));
            return Optional.of(shown);
        }
        return Optional.of(value);
    }
}
