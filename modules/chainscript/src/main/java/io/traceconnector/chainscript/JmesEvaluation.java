package io.traceconnector.chainscript;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evaluates one path once. Short paths can select the same value over and over, so every step and every value that is put together
 * counts against a bound.
 */
final class JmesEvaluation {
    private static final int MAX_STEPS = 1_000_000;
    private static final int CHARACTERS_PER_STEP = 64;
    private static final JsonNode NULL = NullNode.getInstance();

    private final BiFunction<JsonNode, String, JsonNode> absent;
    private int steps;

    /** @param absent what an object gives for a member that it does not have */
    JmesEvaluation(BiFunction<JsonNode, String, JsonNode> absent) {
        this.absent = absent;
    }

    JsonNode of(Jmes expression, JsonNode node) {
        step();
        return switch (expression) {
            case Jmes.Current() -> node;
            case Jmes.Field(String name) -> field(node, name);
            case Jmes.Index(int index) -> index(node, index);
            case Jmes.Slice slice -> slice(slice, node);
            case Jmes.Chain(Jmes first, Jmes second) -> of(second, of(first, node));
            case Jmes.Projection(Jmes list, Jmes each) -> projectIf(JsonNode::isArray, of(list, node), each);
            case Jmes.ValueProjection(Jmes object, Jmes each) -> projectIf(JsonNode::isObject, of(object, node), each);
            case Jmes.FilterProjection filter -> filter(filter, of(filter.list(), node));
            case Jmes.Flatten(Jmes list) -> flatten(of(list, node));
            case Jmes.SelectList(List<Jmes> elements) -> node.isNull() ? NULL : selectList(elements, node);
            case Jmes.SelectHash hash -> node.isNull() ? NULL : selectHash(hash, node);
            case Jmes.Or(Jmes left, Jmes right) -> {
                JsonNode value = of(left, node);
                yield isTrue(value) ? value : of(right, node);
            }
            case Jmes.And(Jmes left, Jmes right) -> {
                JsonNode value = of(left, node);
                yield isTrue(value) ? of(right, node) : value;
            }
            case Jmes.Not(Jmes operand) -> BooleanNode.valueOf(!isTrue(of(operand, node)));
            case Jmes.Compare compare -> compare(compare, of(compare.left(), node), of(compare.right(), node));
        };
    }

    private JsonNode field(JsonNode node, String name) {
        if (!node.isObject()) {
            return NULL;
        }
        JsonNode value = node.path(name);
        return value.isMissingNode() ? absent.apply(node, name) : value;
    }

    private static JsonNode index(JsonNode node, int index) {
        if (!node.isArray()) {
            return NULL;
        }
        JsonNode value = node.path(index < 0 ? node.size() + index : index);
        return value.isMissingNode() ? NULL : value;
    }

    private JsonNode slice(Jmes.Slice slice, JsonNode node) {
        if (!node.isArray()) {
            return NULL;
        }
        int size = node.size();
        int step = slice.step();
        int start = slice.start().map(at -> bounded(at, size, step)).orElse(step < 0 ? size - 1 : 0);
        int stop = slice.stop().map(at -> bounded(at, size, step)).orElse(step < 0 ? -1 : size);
        List<JsonNode> sliced = new ArrayList<>();
        for (long i = start; step < 0 ? i > stop : i < stop; i += step) {
            sliced.add(node.get((int) i));
        }
        return list(sliced);
    }

    private static int bounded(int at, int size, int step) {
        long fromStart = at < 0 ? (long) at + size : at;
        return (int) Math.clamp(fromStart, step < 0 ? -1L : 0L, step < 0 ? size - 1L : size);
    }

    private JsonNode projectIf(Predicate<JsonNode> type, JsonNode node, Jmes each) {
        return type.test(node) ? project(node.values(), each) : NULL;
    }

    private JsonNode project(Collection<JsonNode> values, Jmes each) {
        List<JsonNode> projected = new ArrayList<>();
        for (JsonNode value : values) {
            JsonNode seen = of(each, value);
            if (!seen.isNull()) {
                projected.add(seen);
            }
        }
        return list(projected);
    }

    private JsonNode filter(Jmes.FilterProjection filter, JsonNode list) {
        if (!list.isArray()) {
            return NULL;
        }
        List<JsonNode> passed = new ArrayList<>();
        for (JsonNode value : list) {
            if (isTrue(of(filter.condition(), value))) {
                passed.add(value);
            }
        }
        return project(passed, filter.each());
    }

    private JsonNode flatten(JsonNode list) {
        if (!list.isArray()) {
            return NULL;
        }
        List<JsonNode> flat = new ArrayList<>();
        for (JsonNode value : list) {
            if (value.isArray()) {
                value.forEach(flat::add);
            } else {
                flat.add(value);
            }
        }
        return list(flat);
    }

    private JsonNode selectList(List<Jmes> elements, JsonNode node) {
        return list(elements.stream().map(element -> of(element, node)).toList());
    }

    private JsonNode selectHash(Jmes.SelectHash hash, JsonNode node) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        hash.members().forEach((name, member) -> {
            JsonNode value = of(member, node);
            charge(value);
            object.set(name, value);
        });
        return object;
    }

    private JsonNode compare(Jmes.Compare compare, JsonNode left, JsonNode right) {
        charge(left);
        charge(right);
        return switch (compare.operator()) {
            case EQUAL -> BooleanNode.valueOf(left.equals(right));
            case NOT_EQUAL -> BooleanNode.valueOf(!left.equals(right));
            default ->
                left.isNumber() && right.isNumber()
                        ? BooleanNode.valueOf(ordered(compare, Double.compare(left.asDouble(), right.asDouble())))
                        : NULL;
        };
    }

    private static boolean ordered(Jmes.Compare compare, int order) {
        return switch (compare.operator()) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    private JsonNode list(List<JsonNode> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(values.size());
        for (JsonNode value : values) {
            charge(value);
            list.add(value);
        }
        return list;
    }

    private static boolean isTrue(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL -> false;
            case BOOLEAN -> node.booleanValue();
            case STRING -> !node.stringValue().isEmpty();
            case ARRAY, OBJECT -> !node.isEmpty();
            default -> true;
        };
    }

    /** Counts a value as often as it is contained, so that all work on it is bound too. */
    private void charge(JsonNode value) {
        step();
        if (value.isString()) {
            steps += value.stringValue().length() / CHARACTERS_PER_STEP;
        } else {
            for (JsonNode child : value) {
                charge(child);
            }
        }
    }

    private void step() {
        if (++steps > MAX_STEPS) {
            throw new FormatException("payload-path", "a payload path that selects too much");
        }
    }
}
