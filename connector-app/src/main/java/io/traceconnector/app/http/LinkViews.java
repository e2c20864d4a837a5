package io.traceconnector.app.http;

import io.traceconnector.api.Caller;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.LinkLocator;
import io.traceconnector.api.LinkReader;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.Workflow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Workflows, traces and links as the caller's organisations see them, with what was verified. Writers are closed only after all was
 * written: one that is closed by a failure would end the document as if it were whole.
 */
final class LinkViews {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Links links;
    private final LinkReader reader;
    private final Freshness freshness;
    private final Supplier<List<LinkLocator>> locators;

    LinkViews(Links links, LinkReader reader, Freshness freshness, Supplier<List<LinkLocator>> locators) {
        this.links = links;
        this.reader = reader;
        this.freshness = freshness;
        this.locators = locators;
    }

    void workflows(Call call) {
        Map<WorkflowId, String> names = new TreeMap<>();
        Map<WorkflowId, Set<OrganisationId>> members = new TreeMap<>();
        for (OrganisationId organisation :
                new TreeSet<>(call.admitted().caller().organisations())) {
            for (Workflow workflow : links.workflows(organisation)) {
                if (!call.admitted().reaches(workflow.id())) {
                    continue;
                }
                names.put(workflow.id(), workflow.name());
                members.computeIfAbsent(workflow.id(), id -> new TreeSet<>()).add(organisation);
            }
        }
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode list = answer.putArray("workflows");
        names.forEach((id, name) -> {
            ObjectNode workflow = list.addObject();
            workflow.put("id", id.value()).put("name", name);
            ArrayNode organisations = workflow.putArray("organisations");
            members.getOrDefault(id, Set.of()).forEach(member -> organisations.add(member.value()));
        });
        call.answer(answer);
    }

    void trace(Call call) throws IOException, InterruptedException {
        TraceId trace = traceId(call.parameters().getOrDefault("id", ""));
        List<Segment> segments =
                freshness.read(call, () -> reader.trace(call.admitted().caller(), trace));
        if (segments.isEmpty()) {
            throw new ProblemException(
                    404, "trace_unknown", "There is no such trace, or it is not the caller's to see.");
        }
        call.stream(200, "application/json", out -> {
            JsonGenerator json = MAPPER.createGenerator(out);
            json.writeStartObject();
            json.writeStringProperty("trace", trace.value());
            json.writeStringProperty(
                    "workflow", segments.getFirst().feed().workflow().value());
            json.writeArrayPropertyStart("links");
            segments.forEach(segment -> SegmentView.write(json, segment));
            json.writeEndArray();
            json.writeEndObject();
            json.close();
        });
    }

    void link(Call call) throws IOException {
        LinkHash hash = linkHash(call.parameters().getOrDefault("hash", ""));
        Caller caller = call.admitted().caller();
        TraceId trace = call.query("trace")
                .map(LinkViews::traceId)
                .or(() -> locate(caller, hash))
                .orElseThrow(() -> new ProblemException(
                        404,
                        "link_unknown",
                        "No module knows the link, or it is not the caller's to see; name its trace in ?trace=."));
        Segment segment = reader.link(caller, trace, hash)
                .orElseThrow(() -> new ProblemException(
                        404, "link_unknown", "The trace has no such link, or it is not the caller's to see."));
        call.stream(200, "application/json", out -> {
            JsonGenerator json = MAPPER.createGenerator(out);
            SegmentView.write(json, segment);
            json.close();
        });
    }

    private Optional<TraceId> locate(Caller caller, LinkHash hash) {
        return locators.get().stream()
                .flatMap(locator -> locator.locate(caller, hash).stream())
                .findFirst();
    }

    static TraceId traceId(String text) {
        try {
            return new TraceId(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "trace_malformed", String.valueOf(e.getMessage()));
        }
    }

    static LinkHash linkHash(String text) {
        try {
            return new LinkHash(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "link_hash_malformed", String.valueOf(e.getMessage()));
        }
    }
}
