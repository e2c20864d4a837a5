package io.traceconnector.app.http;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.Change;
import io.traceconnector.app.seal.LinkRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What applications send to have links written: one, or up to 100 in {@code items}.
 *
 * @param organisation in whose name
 * @param now when it was asked for
 */
record WriteBody(OrganisationId organisation, Instant now) {

    private static final int MOST_ITEMS = 100;
    private static final int LONGEST_TEXT = 256;
    private static final int MOST_TAGS = 100;
    private static final int MOST_REFERENCES = 100;

    private static final String ITEMS = "items";
    private static final Set<String> FIRST = Set.of("workflow", "action", "data", "group", "tags", "references");
    private static final Set<String> TRANSFER = Set.of("type", "recipient", "group", "workflow");

    /** @param batch whether {@code items} was sent, also of one */
    record Read(boolean batch, List<LinkRequest> requests) {}

    /** First links, each of a new trace. */
    Read traces(ObjectNode body) {
        return each(
                body,
                item -> act(item, workflow(item), new TraceId(UUID.randomUUID().toString()), true));
    }

    /**
     * Links that follow in one trace.
     *
     * @param known the trace's workflow, asked for where the body does not name it
     */
    Read links(ObjectNode body, TraceId trace, Function<TraceId, WorkflowId> known) {
        return each(body, item -> act(item, workflow(item, trace, known), trace, false));
    }

    /** A change of hands. */
    LinkRequest transfer(ObjectNode body, TraceId trace, Function<TraceId, WorkflowId> known) {
        StrictJson.requireKnown(body, TRANSFER, "the transfer");
        Change change = switch (text(body, "type").orElse("")) {
            case "push" ->
                new Change.Push(text(body, "recipient")
                        .orElseThrow(() -> malformed("A push needs recipient: the label or id of a group.")));
            case "pull" -> new Change.Pull();
            case "accept" -> new Change.Accept();
            case "reject" -> new Change.Reject();
            case "cancel" -> new Change.Cancel();
            default -> throw malformed("type must be push, pull, accept, reject or cancel.");
        };
        if (!(change instanceof Change.Push) && body.has("recipient")) {
            throw malformed("Only a push has a recipient.");
        }
        return new LinkRequest(
                organisation,
                workflow(body, trace, known),
                trace,
                false,
                change,
                text(body, "group"),
                Optional.empty(),
                List.of(),
                List.of(),
                now);
    }

    /** Tags to be added to a trace, then tags to be removed from it. */
    record Tags(List<String> add, List<String> remove) {}

    static Tags tags(ObjectNode body) {
        StrictJson.requireKnown(body, Set.of("add", "remove"), "a change of tags");
        return new Tags(tags(body.path("add")), tags(body.path("remove")));
    }

    private Read each(ObjectNode body, Function<ObjectNode, LinkRequest> reader) {
        if (!body.has(ITEMS)) {
            return new Read(false, List.of(reader.apply(body)));
        }
        StrictJson.requireKnown(body, Set.of(ITEMS), "a body with items");
        JsonNode items = body.path(ITEMS);
        if (!items.isArray() || items.isEmpty() || items.size() > MOST_ITEMS) {
            throw malformed("items must be a list of 1 to " + MOST_ITEMS + " links.");
        }
        List<LinkRequest> requests = new ArrayList<>();
        for (JsonNode item : items) {
            if (!(item instanceof ObjectNode object)) {
                throw malformed("Every one of items must be an object.");
            }
            requests.add(reader.apply(object));
        }
        return new Read(true, requests);
    }

    private LinkRequest act(ObjectNode item, WorkflowId workflow, TraceId trace, boolean first) {
        StrictJson.requireKnown(item, FIRST, "a link");
        String action = text(item, "action").orElseThrow(() -> malformed("A link needs action: the key of a step."));
        if (action.startsWith("_")) {
            throw malformed("An action that begins with _ is a change of hands; use the route for transfers.");
        }
        JsonNode data = item.path("data");
        return new LinkRequest(
                organisation,
                workflow,
                trace,
                first,
                new Change.Act(action),
                text(item, "group"),
                data.isMissingNode() || data.isNull() ? Optional.empty() : Optional.of(Json.of(StrictJson.text(data))),
                tags(item.path("tags")),
                references(item.path("references")),
                now);
    }

    private static WorkflowId workflow(ObjectNode item, TraceId trace, Function<TraceId, WorkflowId> known) {
        return item.has("workflow") ? workflow(item) : known.apply(trace);
    }

    private static WorkflowId workflow(ObjectNode item) {
        JsonNode id = item.path("workflow");
        if (!(id.isString() || id.isIntegralNumber())
                || id.asString().isBlank()
                || id.asString().length() > 64) {
            throw malformed("A link needs workflow: its id.");
        }
        return new WorkflowId(id.asString());
    }

    private static List<String> tags(JsonNode tags) {
        if (tags.isMissingNode() || tags.isNull()) {
            return List.of();
        }
        if (!tags.isArray() || tags.size() > MOST_TAGS) {
            throw malformed("tags must be a list of at most " + MOST_TAGS + " texts.");
        }
        return tags.values().stream()
                .map(tag -> text(tag)
                        .orElseThrow(() -> malformed("A tag must be a text of 1 to " + LONGEST_TEXT + " characters.")))
                .toList();
    }

    private static List<LinkRequest.Reference> references(JsonNode references) {
        if (references.isMissingNode() || references.isNull()) {
            return List.of();
        }
        if (!references.isArray() || references.size() > MOST_REFERENCES) {
            throw malformed("references must be a list of at most " + MOST_REFERENCES + " objects.");
        }
        return references.values().stream().map(WriteBody::reference).toList();
    }

    private static LinkRequest.Reference reference(JsonNode json) {
        if (!(json instanceof ObjectNode reference)) {
            throw malformed("A reference must be an object with link and workflow.");
        }
        StrictJson.requireKnown(reference, Set.of("link", "workflow"), "a reference");
        try {
            return new LinkRequest.Reference(new LinkHash(reference.path("link").asString("")), workflow(reference));
        } catch (IllegalArgumentException e) {
            throw malformed("A reference needs link: a hash of 64 lower-case hexadecimal digits.");
        }
    }

    private static Optional<String> text(ObjectNode item, String name) {
        JsonNode value = item.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(text(value)
                .orElseThrow(() -> malformed(name + " must be a text of 1 to " + LONGEST_TEXT + " characters.")));
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.of(value.isString() ? value.stringValue() : "")
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_TEXT);
    }

    private static ProblemException malformed(String detail) {
        return StrictJson.malformed(detail);
    }
}
