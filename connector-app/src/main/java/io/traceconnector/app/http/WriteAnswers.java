package io.traceconnector.app.http;

import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.app.outbox.EntryState;
import io.traceconnector.app.outbox.EntryStatus;
import io.traceconnector.app.outbox.Written;
import io.traceconnector.app.stream.WritePosition;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What applications are told of what they wrote. Nothing of a link's content. */
final class WriteAnswers {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private WriteAnswers() {}

    static ObjectNode written(Written written) {
        ObjectNode answer = MAPPER.createObjectNode().put("status", CREATED);
        answer.put("trace", written.trace().value())
                .put("workflow", written.workflow().value());
        answer.put("organisation", written.organisation().value());
        answer.put("link", written.hash().hex());
        answer.put(
                "position",
                new WritePosition(new Feed(written.organisation(), written.workflow()), written.hash()).toString());
        return answer;
    }

    static ObjectNode entry(EntryStatus entry) {
        return switch (entry.state()) {
            case EntryState.Done(LinkHash hash) ->
                outbox(written(new Written(entry.organisation(), entry.workflow(), entry.trace(), hash)), entry);
            case EntryState.Failed failed -> {
                ObjectNode answer = open(entry, failed.status());
                answer.put("code", failed.code()).put("detail", failed.detail());
                failed.message().ifPresent(message -> answer.put("traceMessage", message));
                yield answer;
            }
            case EntryState.Stuck stuck ->
                open(entry, ACCEPTED).put("code", stuck.code()).put("detail", stuck.detail());
            case EntryState.Waiting waiting -> {
                ObjectNode answer = open(entry, ACCEPTED);
                waiting.code().ifPresent(code -> answer.put("code", code));
                yield answer;
            }
            case EntryState.Sending _ -> open(entry, ACCEPTED);
        };
    }

    static ObjectNode entries(List<EntryStatus> entries) {
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode items = answer.putArray("items");
        entries.forEach(entry -> items.add(entry(entry)));
        return answer;
    }

    private static ObjectNode open(EntryStatus entry, int status) {
        ObjectNode answer = MAPPER.createObjectNode().put("status", status);
        answer.put("trace", entry.trace().value())
                .put("workflow", entry.workflow().value());
        answer.put("organisation", entry.organisation().value());
        return outbox(answer, entry);
    }

    private static ObjectNode outbox(ObjectNode answer, EntryStatus entry) {
        return answer.put("entry", entry.id()).put("state", entry.state().name());
    }
}
