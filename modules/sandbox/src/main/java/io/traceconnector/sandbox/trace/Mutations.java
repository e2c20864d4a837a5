package io.traceconnector.sandbox.trace;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.traceconnector.sandbox.graphql.TypeFields;
import io.traceconnector.sandbox.store.LinkEntry;
import io.traceconnector.sandbox.world.Workflow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The type Mutation and its answers. */
final class Mutations {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Mutations() {}

    static void bind(RuntimeWiring.Builder wiring) {
        TypeFields.of("Mutation", TraceView.class)
                .call("createLink", Mutations::createLink)
                .call("createLinks", Mutations::createLinks)
                .call("addTagsToTrace", TagChanges::add)
                .call("removeTagsFromTrace", TagChanges::remove)
                .into(wiring);
        TypeFields.of("CreateLinkPayload", LinkNode.class)
                .value("trace", LinkNode::trace)
                .value("stages", link -> link.trace().stages())
                .value("query", LinkNode::view)
                .into(wiring);
        TypeFields.of("CreateLinksPayload", List.class)
                .value("links", links -> links)
                .into(wiring);
        for (String payload : new String[] {"AddTagsToTracePayload", "RemoveTagsFromTracePayload"}) {
            TypeFields.of(payload, TagChanges.Changed.class)
                    .value("clientMutationId", TagChanges.Changed::clientMutationId)
                    .value("trace", TagChanges.Changed::trace)
                    .value(
                            "workflow",
                            changed -> new WorkflowNode(
                                    changed.trace().view(), changed.trace().workflow()))
                    .into(wiring);
        }
    }

    private static LinkNode createLink(TraceView view, DataFetchingEnvironment field) throws IOException {
        return create(view, field.getArgumentOrDefault("input", Map.of()));
    }

    /** One after the other; where one is refused, those before it stay. */
    private static List<LinkNode> createLinks(TraceView view, DataFetchingEnvironment field) throws IOException {
        List<Map<String, Object>> inputs = field.getArgumentOrDefault("input", List.of());
        List<LinkNode> links = new ArrayList<>(inputs.size());
        for (Map<String, Object> input : inputs) {
            links.add(create(view, input));
        }
        return links;
    }

    private static LinkNode create(TraceView view, Map<String, Object> input) throws IOException {
        JsonNode link = JSON.valueToTree(input.get("link"));
        Optional<JsonNode> data =
                input.get("data") == null ? Optional.empty() : Optional.of(JSON.valueToTree(input.get("data")));
        LinkEntry entry = view.creation().create(view.viewer(), link, data);
        Workflow workflow = view.workflow(entry.workflow()).orElseThrow();
        return view.node(workflow, entry);
    }
}
