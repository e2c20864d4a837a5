package io.traceconnector.app.http;

import io.traceconnector.api.Json;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.outbox.Acceptance;
import io.traceconnector.app.outbox.EntryState;
import io.traceconnector.app.outbox.EntryStatus;
import io.traceconnector.app.outbox.LinkWriting;
import io.traceconnector.app.outbox.Submission;
import io.traceconnector.app.outbox.Written;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.Validation;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.Tagging;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has links written for applications: judged by the modules, sealed, signed and sent. What is asked with an {@code Idempotency-Key}, in a batch, or with
 * {@code Prefer: respond-async} is an entry of the outbox.
 */
final class LinkWrites {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 255;
    private static final HttpString APPLIED = new HttpString("Preference-Applied");

    private final LinkWriting writing;
    private final Validation validation;
    private final Tagging tags;
    private final Links links;
    private final WriteReach reach;
    private final Optional<OrganisationId> usual;
    private final Duration deadline;
    private final Clock clock;

    /** @param deadline for a write that is waited for, where the caller does not say */
    LinkWrites(
            WriteServices services,
            Links links,
            WriteReach reach,
            Optional<OrganisationId> usual,
            Duration deadline,
            Clock clock) {
        this.writing = services.links();
        this.validation = services.validation();
        this.tags = services.tags();
        this.links = links;
        this.reach = reach;
        this.usual = usual;
        this.deadline = deadline;
        this.clock = clock;
    }

    void traces(Call call) {
        WriteBody body = body(call);
        write(call, within(call, body.traces(StrictJson.object(call.body()))));
    }

    void links(Call call) {
        WriteBody body = after(call);
        WriteBody.Read read = body.links(StrictJson.object(call.body()), trace(call), trace -> workflow(body, trace));
        write(call, within(call, read));
    }

    void transfers(Call call) {
        WriteBody body = after(call);
        LinkRequest request =
                body.transfer(StrictJson.object(call.body()), trace(call), trace -> workflow(body, trace));
        write(call, within(call, new WriteBody.Read(false, List.of(request))));
    }

    void tags(Call call) {
        OrganisationId organisation = body(call).organisation();
        TraceId trace = trace(call);
        reach.require(call.admitted(), trace);
        call.admitted()
                .permission()
                .workflows()
                .ifPresent(only -> reach.require(call.admitted(), workflow(body(call), trace)));
        WriteBody.Tags change = WriteBody.tags(StrictJson.object(call.body()));
        List<String> now = tags.addTags(organisation, trace, change.add());
        if (!change.remove().isEmpty()) {
            now = tags.removeTags(organisation, trace, change.remove());
        }
        ObjectNode answer = MAPPER.createObjectNode().put("trace", trace.value());
        answer.set("tags", MAPPER.valueToTree(now));
        call.answer(answer);
    }

    /** {@code GET /api/v1/outbox/{entry}}. */
    void entry(Call call) {
        EntryStatus entry = writing.status(
                        Submitter.of(call.admitted()), call.parameters().getOrDefault("entry", ""))
                .orElseThrow(() -> new ProblemException(
                        404, "entry_unknown", "There is no such entry, or not any more, or it is not the caller's."));
        call.answer(WriteAnswers.entry(entry));
    }

    private void write(Call call, WriteBody.Read read) {
        Preference preference = Preference.of(call.header("Prefer"));
        Optional<String> key = key(call);
        Duration patience = preference.patience().orElse(deadline);
        if (!read.batch() && key.isEmpty() && !preference.async()) {
            validate(read);
            Written written = writing.write(read.requests().getFirst(), patience);
            record(call, written.hash().hex());
            created(call, WriteAnswers.written(written));
            return;
        }
        Submission submission = new Submission(
                Submitter.of(call.admitted()),
                key.map(value -> new Submission.IdempotencyKey(value, identity(call))),
                read.requests());
        if (!writing.isKnown(submission)) {
            validate(read);
        }
        Acceptance accepted = preference.atOnce() ? writing.accept(submission) : writing.accept(submission, patience);
        accepted.entries().forEach(entry -> record(call, named(entry)));
        if (preference.async()) {
            call.exchange().getResponseHeaders().put(APPLIED, "respond-async");
        }
        if (read.batch()) {
            boolean ended =
                    accepted.entries().stream().allMatch(entry -> entry.state().isFinal());
            answer(call, ended ? 200 : 202, WriteAnswers.entries(accepted.entries()));
        } else {
            answerOne(call, accepted.entries().getFirst(), preference.async());
        }
    }

    /** The audit log says with how the request ended what came of it. */
    private static void record(Call call, String linkOrEntry) {
        call.context().trail().ifPresent(trail -> trail.wrote(linkOrEntry));
    }

    private static String named(EntryStatus entry) {
        return entry.state() instanceof EntryState.Done(LinkHash hash) ? hash.hex() : entry.id();
    }

    private static void answerOne(Call call, EntryStatus entry, boolean async) {
        ObjectNode answer = WriteAnswers.entry(entry);
        switch (entry.state()) {
            case EntryState.Done _ -> created(call, answer);
            case EntryState.Failed failed ->
                throw new ProblemException(failed.status(), failed.code(), failed.detail(), members(entry, failed));
            case EntryState.Stuck _, EntryState.Waiting _, EntryState.Sending _
            when async -> {
                call.exchange().getResponseHeaders().put(Headers.LOCATION, "/api/v1/outbox/" + entry.id());
                answer(call, 202, answer);
            }
            case EntryState.Stuck _, EntryState.Waiting _, EntryState.Sending _ ->
                throw new ProblemException(
                        504,
                        "write_pending",
                        "The link is accepted and not on Trace yet; it goes on. Ask for the entry, or send the same again with the same key.",
                        Map.of("entry", entry.id(), "state", entry.state().name()));
        }
    }

    private static Map<String, Object> members(EntryStatus entry, EntryState.Failed failed) {
        Map<String, Object> members = new java.util.TreeMap<>();
        members.put("entry", entry.id());
        failed.message().ifPresent(message -> members.put("traceMessage", message));
        return members;
    }

    /** All items of a batch are judged before anything of it is accepted. */
    private void validate(WriteBody.Read read) {
        List<ObjectNode> refused = new ArrayList<>();
        for (int index = 0; index < read.requests().size(); index++) {
            try {
                validation.check(draft(read.requests().get(index)));
            } catch (ProblemException e) {
                if (!read.batch() || e.status() != 422) {
                    throw e;
                }
                ObjectNode item = MAPPER.createObjectNode().put("item", index);
                item.setAll((ObjectNode) MAPPER.valueToTree(e.members()));
                refused.add(item);
            }
        }
        if (!refused.isEmpty()) {
            throw new ProblemException(
                    422,
                    "link_invalid",
                    refused.size() + " of the links break rules; nothing of the batch is written.",
                    Map.of("items", refused));
        }
    }

    private static LinkValidator.Draft draft(LinkRequest request) {
        Json data = request.data().orElseGet(() -> Json.of((JsonNode) JsonNodeFactory.instance.nullNode()));
        return new LinkValidator.Draft(
                request.workflow(), request.trace(), request.change().action(), data);
    }

    private WriteBody body(Call call) {
        return new WriteBody(RelayScope.own(call, usual), clock.instant());
    }

    private WorkflowId workflow(WriteBody body, TraceId trace) {
        return links.trace(body.organisation(), trace)
                .map(Links.TraceLinks::workflow)
                .orElseThrow(WriteReach::unknown);
    }

    private static TraceId trace(Call call) {
        try {
            return new TraceId(call.parameters().getOrDefault("id", ""));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "trace_malformed", String.valueOf(e.getMessage()));
        }
    }

    private WriteBody.Read within(Call call, WriteBody.Read read) {
        read.requests().forEach(request -> reach.require(call.admitted(), request.workflow()));
        return read;
    }

    /** Before anything else is looked at: a trace that is hidden must not be told from none by what else is wrong. */
    private WriteBody after(Call call) {
        reach.require(call.admitted(), trace(call));
        return body(call);
    }

    private static Optional<String> key(Call call) {
        HeaderValues values = call.exchange().getRequestHeaders().get(KEY);
        if (values == null) {
            return Optional.empty();
        }
        String key = values.getFirst().strip();
        if (values.size() > 1
                || key.isEmpty()
                || key.length() > LONGEST_KEY
                || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new ProblemException(
                    400,
                    "idempotency_key_malformed",
                    KEY + " must stand once and have 1 to " + LONGEST_KEY + " visible ASCII characters.");
        }
        return Optional.of(key);
    }

    /** Route, organisation and body: what makes two requests the same. */
    private static byte[] identity(Call call) {
        ByteArrayOutputStream identity = new ByteArrayOutputStream();
        identity.writeBytes((call.path().encodedAfter(0) + "\n"
                        + call.header(RelayScope.HEADER).orElse("") + "\n")
                .getBytes(StandardCharsets.UTF_8));
        identity.writeBytes(call.body());
        return identity.toByteArray();
    }

    private static void created(Call call, ObjectNode answer) {
        call.exchange()
                .getResponseHeaders()
                .put(Headers.LOCATION, "/api/v1/traces/" + answer.path("trace").asString());
        answer(call, 201, answer);
    }

    private static void answer(Call call, int status, ObjectNode answer) {
        call.answer(status, "application/json", MAPPER.writeValueAsBytes(answer));
    }
}
