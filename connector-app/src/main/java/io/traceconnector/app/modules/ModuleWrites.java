package io.traceconnector.app.modules;

import io.traceconnector.api.Caller;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.LinkWriter;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.outbox.LinkWriting;
import io.traceconnector.app.outbox.Submission;
import io.traceconnector.app.seal.Change;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.Validation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts a module's links into the outbox; its keys are its own. */
record ModuleWrites(String module, LinkWriting writing, Validation validation, Clock clock) implements LinkWriter {

    @Override
    public TraceId write(Caller caller, NewLink link, String key) {
        if (!caller.organisations().contains(link.organisation())) {
            throw new ProblemException(
                    403, "organisation_unknown", "The link's organisation is none of the caller's organisations.");
        }
        LinkRequest request = new LinkRequest(
                link.organisation(),
                link.workflow(),
                link.trace().orElseGet(() -> new TraceId(UUID.randomUUID().toString())),
                link.trace().isEmpty(),
                new Change.Act(link.action()),
                link.group(),
                link.data().text().equals("null") ? Optional.empty() : Optional.of(link.data()),
                link.tags(),
                List.of(),
                clock.instant());
        validation.check(
                new LinkValidator.Draft(request.workflow(), request.trace(), link.action(), link.data()));
        Submission.IdempotencyKey once = new Submission.IdempotencyKey(key, identity(link));
        return writing.accept(new Submission("module:" + module, Optional.of(once), List.of(request)))
                .entries()
                .getFirst()
                .trace();
    }

    private static byte[] identity(NewLink link) {
        ObjectNode identity = JsonMapper.shared().createObjectNode();
        identity.put("organisation", link.organisation().value())
                .put("workflow", link.workflow().value())
                .put("trace", link.trace().map(TraceId::value).orElse(""))
                .put("action", link.action())
                .put("group", link.group().orElse(""))
                .put("data", link.data().text());
        link.tags().forEach(identity.putArray("tags")::add);
        return identity.toString().getBytes(StandardCharsets.UTF_8);
    }
}
