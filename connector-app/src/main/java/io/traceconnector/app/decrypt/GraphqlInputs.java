package io.traceconnector.app.decrypt;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a mutation would create: arguments as JSON, variables and their defaults put in, also inside literals. */
final class GraphqlInputs {

    private static final JsonNodeFactory NODES = new JsonNodeFactory();

    private final ObjectNode variables;
    private final Map<String, JsonNode> defaults = new HashMap<>();

    GraphqlInputs(OperationDefinition operation, ObjectNode variables) {
        this.variables = variables;
        // The parser takes constants only as defaults: what is read here never depends on other defaults.
        for (VariableDefinition variable : operation.getVariableDefinitions()) {
            if (variable.getDefaultValue() != null) {
                defaults.put(variable.getName(), json(variable.getDefaultValue()));
            }
        }
    }

    /** The fields that create links, in the order of the document. */
    List<GraphqlCreation> creations(List<Field> fields) {
        return fields.stream()
                .filter(GraphqlCreation::isCreating)
                .map(field -> new GraphqlCreation(field, links(input(field))))
                .toList();
    }

    /** The fields that do something else. */
    List<GraphqlRootField> others(List<Field> fields) {
        return fields.stream()
                .filter(field -> !GraphqlCreation.isCreating(field))
                .map(field -> new GraphqlRootField(field.getName(), arguments(field)))
                .toList();
    }

    private static List<GraphqlLinkInput> links(JsonNode input) {
        if (!input.isArray()) {
            return List.of(link(input));
        }
        List<GraphqlLinkInput> links = new ArrayList<>();
        input.forEach(one -> links.add(link(one)));
        return links;
    }

    private static GraphqlLinkInput link(JsonNode input) {
        ObjectNode others = NODES.objectNode();
        if (input instanceof ObjectNode members) {
            others.setAll(members);
        }
        return new GraphqlLinkInput(taken(others, "link"), taken(others, "data"), others);
    }

    private static JsonNode taken(ObjectNode members, String name) {
        JsonNode value = members.remove(name);
        return value == null ? NODES.nullNode() : value;
    }

    private ObjectNode arguments(Field field) {
        ObjectNode arguments = NODES.objectNode();
        for (Argument argument : field.getArguments()) {
            if (arguments.has(argument.getName())) {
                throw GraphqlParser.invalid("an argument is given twice");
            }
            arguments.set(argument.getName(), json(argument.getValue()));
        }
        return arguments;
    }

    private JsonNode input(Field field) {
        JsonNode input = arguments(field).get("input");
        return input == null ? NODES.nullNode() : input;
    }

    private JsonNode json(Value<?> value) {
        return switch (value) {
            case VariableReference variable -> variable(variable.getName());
            case ObjectValue object -> object(object);
            case ArrayValue array -> {
                ArrayNode elements = NODES.arrayNode();
                array.getValues().forEach(element -> elements.add(json(element)));
                yield elements;
            }
            case StringValue text -> NODES.stringNode(text.getValue());
            case EnumValue name -> NODES.stringNode(name.getName());
            case IntValue number -> NODES.numberNode(number.getValue());
            case FloatValue number -> NODES.numberNode(number.getValue());
            case BooleanValue truth -> NODES.booleanNode(truth.isValue());
            case NullValue absent -> NODES.nullNode();
            default -> throw GraphqlParser.invalid("a value is of an unknown kind");
        };
    }

    private JsonNode variable(String name) {
        JsonNode given = variables.has(name) ? variables.get(name) : defaults.get(name);
        return given == null ? NODES.nullNode() : given;
    }

    private ObjectNode object(ObjectValue literal) {
        ObjectNode object = NODES.objectNode();
        for (ObjectField member : literal.getObjectFields()) {
            if (object.has(member.getName())) {
                throw GraphqlParser.invalid("an input has the same field twice");
            }
            object.set(member.getName(), json(member.getValue()));
        }
        return object;
    }
}
