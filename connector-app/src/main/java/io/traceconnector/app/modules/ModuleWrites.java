package io.traceconnector.app.modules;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Feed;
import io.traceconnector.api.Json;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.LinkWriter;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.outbox.LinkWriting;
import io.traceconnector.app.outbox.Submission;
import io.traceconnector.app.seal.Change;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.Validation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts a module's links into the outbox; its keys are its own. */
record ModuleWrites(String module, LinkWriting writing, Validation validation, Clock clock) implements LinkWriter {

    @Override
    public TraceId write(Caller caller, Feed feed, Optional<TraceId> trace, String action, Json data, String key) {
        if (!caller.organisations().contains(feed.organisation())) {
            throw new ProblemException(
                    403, "organisation_unknown", "The feed's organisation is none of the caller's organisations.");
        }
        TraceId place = trace.orElseGet(() -> new TraceId(UUID.randomUUID().toString()));
        LinkRequest request = new LinkRequest(
                feed.organisation(),
                feed.workflow(),
                place,
                trace.isEmpty(),
                new Change.Act(action),
                Optional.empty(),
                Optional.of(data),
                List.of(),
                List.of(),
                clock.instant());
        Submission submission = new Submission(
                "module:" + module,
                Optional.of(new Submission.IdempotencyKey(key, identity(feed, trace, action, data))),
                List.of(request));
        if (!writing.isKnown(submission)) {
            validation.check(new LinkValidator.Draft(feed.workflow(), place, action, data));
        }
        return writing.accept(submission).entries().getFirst().trace();
    }

    private static byte[] identity(Feed feed, Optional<TraceId> trace, String action, Json data) {
        ObjectNode identity = JsonMapper.shared().createObjectNode();
        identity.put("organisation", feed.organisation().value())
                .put("workflow", feed.workflow().value())
                .put("trace", trace.map(TraceId::value).orElse(""))
                .put("action", action)
                .put("data", data.text());
        return JsonMapper.shared().writeValueAsBytes(identity);
    }
}
