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
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a mutation would create: arguments as JSON, variables and their defaults put in, also inside literals. */
final class GraphqlInputs {

    private static final Set<String> CREATING = Set.of("createLink", "createLinks");
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

    /** One entry for each link that these fields create; a field without a readable input gives an entry of nulls. */
    List<GraphqlLinkInput> links(List<Field> fields) {
        List<GraphqlLinkInput> links = new ArrayList<>();
        for (Field field : fields) {
            if (CREATING.contains(field.getName())) {
                JsonNode input = input(field);
                if (input.isArray()) {
                    input.forEach(one -> links.add(link(one)));
                } else {
                    links.add(link(input));
                }
            }
        }
        return links;
    }

    private GraphqlLinkInput link(JsonNode input) {
        return new GraphqlLinkInput(
                input.isObject() && input.has("link") ? input.get("link") : NODES.nullNode(),
                input.isObject() && input.has("data") ? input.get("data") : NODES.nullNode());
    }

    private JsonNode input(Field field) {
        List<Argument> inputs = field.getArguments().stream()
                .filter(argument -> argument.getName().equals("input"))
                .toList();
        if (inputs.size() > 1) {
            throw GraphqlParser.invalid("an argument is given twice");
        }
        return inputs.isEmpty() ? NODES.nullNode() : json(inputs.getFirst().getValue());
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
