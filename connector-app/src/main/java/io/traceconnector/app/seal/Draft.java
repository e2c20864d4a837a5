package io.traceconnector.app.seal;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.trace.Participation.Group;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkBuilder;
import io.traceconnector.chainscript.LinkHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A link but for its data and its signature: place, state and metadata as Trace's clients write them (trace-protocol section 5.5). */
record Draft(LinkRequest request, Optional<Parent> parent, WorkflowView view) {

    private static final int WITHOUT_FRACTION = "2026-01-02T03:04:05Z".length();

    /** A link without metadata, and its metadata. */
    record Parts(LinkBuilder link, ObjectNode metadata) {

        /** To be sealed together with the metadata. */
        Link bare() {
            return link.build();
        }

        Link whole() {
            return link.metadata(metadata).build();
        }
    }

    /** @throws ProblemException where the workflow, as it is, has no such change */
    Parts parts() {
        LinkBuilder link = parent.map(after -> LinkBuilder.childOf(
                        after.link(), LinkHash.ofHex(after.hash().hex())))
                .orElseGet(() -> new LinkBuilder(
                                request.workflow().value(), request.trace().value())
                        .priority(1))
                .degree(1)
                .action(request.change().action())
                .tags(request.tags());
        request.references()
                .forEach(reference -> link.reference(
                        LinkHash.ofHex(reference.hash().hex()),
                        reference.workflow().value()));
        ObjectNode metadata = metadata();
        switch (request.change()) {
            case Change.Act(String action) -> {
                link.state("OWNED");
                metadata.put("groupId", ours().id()).put("formId", action);
            }
            case Change.Push(String recipient) -> {
                link.state("PUSHING");
                offer(metadata, view.any(recipient));
            }
            case Change.Pull() -> {
                link.state("PULLING");
                offer(metadata, ours());
            }
            case Change.Accept() -> {
                link.state("OWNED");
                metadata.put("groupId", ours().id());
            }
            case Change.Reject() -> {
                link.state("OWNED");
                metadata.put("groupId", before().group());
            }
            case Change.Cancel() -> {
                link.state("OWNED");
                metadata.put("groupId", before().group());
            }
        }
        return new Parts(link, metadata);
    }

    private ObjectNode metadata() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("configId", view.participation().config())
                .put("createdAt", time(request.createdAt()))
                .put("createdByAccountId", view.participation().account());
    }

    /** ISO 8601 with milliseconds, also where they are zero. */
    private static String time(Instant instant) {
        String text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == WITHOUT_FRACTION ? text.replace("Z", ".000Z") : text;
    }

    private void offer(ObjectNode metadata, Group input) {
        ParentMetadata before = before();
        metadata.put("groupId", before.group()).putArray("inputs").add(input.id());
        before.form().ifPresent(form -> metadata.put("lastFormId", form));
    }

    private Group ours() {
        return request.group().map(view::ours).orElseGet(view::only);
    }

    private ParentMetadata before() {
        return ParentMetadata.of(parent.orElseThrow(() -> new ProblemException(
                400, "trace_required", "A trace begins with an action, not with a change of hands.")));
    }
}
