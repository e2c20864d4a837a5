package io.traceconnector.app.decrypt;

import graphql.language.Argument;
import graphql.language.AstTransformer;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.ListType;
import graphql.language.Node;
import graphql.language.NodeTraverser;
import graphql.language.NodeVisitorStub;
import graphql.language.NonNullType;
import graphql.language.OperationDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;
import io.traceconnector.api.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts other inputs into a mutation that creates links: each becomes a variable of its own. Of the caller's variables only those stay that what
 * is left refers to, so that nothing goes upstream that was not judged.
 */
final class GraphqlRewriting {

    private static final String PREFIX = "connectorInput";

    private final GraphqlDocument document;
    private final Map<Field, String> names = new IdentityHashMap<>();
    private final List<VariableDefinition> added = new ArrayList<>();
    private final ObjectNode variables = JsonNodeFactory.instance.objectNode();

    /** @throws ProblemException status 400 where a variable has a name like those that are added */
    GraphqlRewriting(GraphqlDocument document) {
        this.document = document;
        if (document.operation().getVariableDefinitions().stream()
                .anyMatch(variable -> variable.getName().startsWith(PREFIX))) {
            throw GraphqlParser.invalid("no variable may have a name that begins with " + PREFIX);
        }
    }

    /** @param inputs as many as the creation has */
    void replace(GraphqlCreation creation, List<ObjectNode> inputs) {
        String name = PREFIX + names.size();
        names.put(creation.field(), name);
        Type<?> input = new NonNullType(new TypeName("CreateLinkInput"));
        if (creation.isList()) {
            added.add(new VariableDefinition(name, new ListType(input)));
            variables.set(name, JsonNodeFactory.instance.arrayNode().addAll(inputs));
        } else {
            added.add(new VariableDefinition(name, input));
            variables.set(name, inputs.getFirst());
        }
    }

    /** The request as it goes upstream. */
    byte[] body(GraphqlEnvelope envelope) {
        OperationDefinition operation = (OperationDefinition) replaced(document.operation());
        Map<String, FragmentDefinition> fragments = new LinkedHashMap<>();
        document.fragments().forEach((name, fragment) -> fragments.put(name, (FragmentDefinition) replaced(fragment)));
        Set<String> used = used(operation, fragments);
        List<VariableDefinition> definitions = new ArrayList<>(operation.getVariableDefinitions());
        definitions.removeIf(definition -> !used.contains(definition.getName()));
        for (VariableDefinition kept : definitions) {
            JsonNode value = envelope.variables().get(kept.getName());
            if (value != null) {
                variables.set(kept.getName(), value);
            }
        }
        definitions.addAll(added);
        OperationDefinition complete = operation.transform(builder -> builder.variableDefinitions(definitions));
        return new GraphqlEnvelope("", variables, envelope.operationName())
                .with(new GraphqlDocument(complete, fragments).text());
    }

    private Node<?> replaced(Node<?> root) {
        return new AstTransformer().transform(root, new NodeVisitorStub() {
            @Override
            public TraversalControl visitField(Field field, TraverserContext<Node> context) {
                String name = names.get(field);
                return name == null
                        ? TraversalControl.CONTINUE
                        : TreeTransformerUtil.changeNode(
                                context,
                                field.transform(builder ->
                                        builder.arguments(List.of(new Argument("input", new VariableReference(name))))));
            }
        });
    }

    private static Set<String> used(OperationDefinition operation, Map<String, FragmentDefinition> fragments) {
        Set<String> used = new HashSet<>();
        List<Node> roots = new ArrayList<>(fragments.values());
        roots.add(operation);
        new NodeTraverser()
                .preOrder(
                        new NodeVisitorStub() {
                            @Override
                            public TraversalControl visitVariableReference(
                                    VariableReference reference, TraverserContext<Node> context) {
                                used.add(reference.getName());
                                return TraversalControl.CONTINUE;
                            }
                        },
                        roots);
        return used;
    }
}
