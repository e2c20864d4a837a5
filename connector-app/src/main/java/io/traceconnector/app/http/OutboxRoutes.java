package io.traceconnector.app.http;

import io.traceconnector.app.outbox.EntryState;
import io.traceconnector.app.outbox.EntryStatus;
import io.traceconnector.app.outbox.OutboxAdministration;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Accepted links that are not written yet, for operators. Shows ids, hashes and states. */
final class OutboxRoutes {

    private final OutboxAdministration outbox;

    OutboxRoutes(OutboxAdministration outbox) {
        this.outbox = outbox;
    }

    void list(Call call) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode entries = answer.putArray("entries");
        outbox.list().forEach(entry -> entries.add(view(entry)));
        call.answer(answer);
    }

    void retry(Call call) {
        call.answer(view(outbox.retry(id(call))));
    }

    /** With {@code force=true} also what may be on its way. */
    void drop(Call call) {
        boolean force = call.query("force").filter("true"::equals).isPresent();
        call.answer(view(outbox.drop(id(call), force)));
    }

    private static String id(Call call) {
        return call.parameters().getOrDefault("id", "");
    }

    private static ObjectNode view(EntryStatus entry) {
        ObjectNode view = JsonMapper.shared()
                .createObjectNode()
                .put("id", entry.id())
                .put("caller", entry.caller())
                .put("organisation", entry.organisation().value())
                .put("workflow", entry.workflow().value())
                .put("trace", entry.trace().value())
                .put("acceptedAt", entry.acceptedAt().toString())
                .put("state", entry.state().name());
        switch (entry.state()) {
            case EntryState.Waiting(var code) -> code.ifPresent(text -> view.put("code", text));
            case EntryState.Sending _ -> view.put("code", "on_its_way");
            case EntryState.Stuck stuck -> view.put("code", stuck.code()).put("detail", stuck.detail());
            case EntryState.Failed failed -> view.put("code", failed.code()).put("detail", failed.detail());
            case EntryState.Done(var hash) -> view.put("linkHash", hash.hex());
        }
        ArrayNode forms = view.putArray("forms");
        entry.forms().forEach(hash -> forms.add(hash.hex()));
        return view;
    }
}
