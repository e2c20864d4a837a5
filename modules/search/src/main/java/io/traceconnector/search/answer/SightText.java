package io.traceconnector.search.answer;

import io.traceconnector.api.Condition;
import io.traceconnector.api.FieldRule;
import io.traceconnector.api.Sight;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** A sight in words: the same words, always, for the same rules in the same order. */
final class SightText {

    private SightText() {}

    static String of(Sight sight) {
        ArrayNode text = JsonMapper.shared().createArrayNode();
        write(sight.rows(), text);
        for (FieldRule rule : sight.fields()) {
            ArrayNode part = text.addArray().add(rule.effect().name()).add(rule.field());
            new TreeSet<>(rule.workflows()).forEach(workflow -> part.add(workflow.value()));
        }
        return text.toString();
    }

    private static void write(Condition condition, ArrayNode text) {
        ArrayNode part = text.addArray();
        switch (condition) {
            case Condition.All(var parts) -> write("all", parts, part);
            case Condition.Any(var parts) -> write("any", parts, part);
            case Condition.Not(var inner) -> write("not", List.of(inner), part);
            case Condition.Present(var field) -> part.add("present").add(field);
            case Condition.OneOf(var field, var texts) -> {
                part.add("one-of").add(field);
                new TreeSet<>(texts).forEach(part::add);
            }
            case Condition.Is(var field, var value) -> part.add("is").add(field).add(value);
            case Condition.Between(var field, var least, var most) ->
                part.add("between").add(field).add(Double.toString(least)).add(Double.toString(most));
        }
    }

    private static void write(String name, List<Condition> parts, ArrayNode text) {
        text.add(name);
        parts.forEach(inner -> write(inner, text));
    }
}
