package io.traceconnector.app.http;

import io.traceconnector.app.stream.StreamStatus;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How far each consumer is in each feed, as operators are told. Holds counts and ids, no data. */
final class SyncView {

    private SyncView() {}

    static ObjectNode of(List<StreamStatus> consumers) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("synchronised", !consumers.isEmpty() && consumers.stream().allMatch(StreamStatus::synchronised));
        var rows = answer.putArray("consumers");
        consumers.forEach(status -> rows.add(row(status)));
        return answer;
    }

    private static ObjectNode row(StreamStatus status) {
        ObjectNode row = JsonMapper.shared()
                .createObjectNode()
                .put("consumer", status.consumer())
                .put("feed", status.feed().toString())
                .put("state", status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("passed", status.passed());
        status.total().ifPresent(total -> row.put("total", total));
        status.headAt().ifPresent(instant -> row.put("dataAsOf", instant.toString()));
        ObjectNode closed = row.putObject("closed");
        status.closed().forEach((reason, count) -> closed.put(reason.code(), count));
        row.put("doubtful", status.doubtful());
        status.error().ifPresent(error -> row.put("error", error));
        return row;
    }
}
