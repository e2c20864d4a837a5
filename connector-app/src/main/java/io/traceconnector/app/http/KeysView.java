package io.traceconnector.app.http;

import io.traceconnector.app.keys.KeyChange;
import io.traceconnector.app.keys.KeyId;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keys as operators are told of them: public halves' ids and dates. */
final class KeysView {

    private KeysView() {}

    static ObjectNode of(KeyReport report) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("loadedAt", report.loadedAt().toString());
        report.problem().ifPresent(problem -> answer.put("problem", problem));
        ArrayNode organisations = answer.putArray("organisations");
        report.organisations().forEach(keys -> {
            ObjectNode organisation = organisations.addObject();
            organisation.put("organisation", keys.organisation().value());
            organisation.put("signing", keys.signing().spkiSha256());
            ArrayNode decryption = organisation.putArray("decryption");
            keys.decryption().forEach(key -> {
                ObjectNode row = decryption.addObject();
                row.put("id", key.id().spkiSha256()).put("bits", key.bits());
                key.drilledAt().ifPresent(instant -> row.put("drilledAt", instant.toString()));
            });
        });
        return answer;
    }

    static ObjectNode of(List<KeyChange> changes) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode rows = answer.putArray("changes");
        changes.forEach(change -> {
            ObjectNode row = rows.addObject();
            row.put("organisation", change.organisation().value());
            ids(row.putArray("added"), change.added());
            ids(row.putArray("removed"), change.removed());
            row.put("signingKeyReplaced", change.signingKeyReplaced());
            ids(row.putArray("tokenKeysAdded"), change.tokenKeysAdded());
            ids(row.putArray("tokenKeysRemoved"), change.tokenKeysRemoved());
        });
        return answer;
    }

    private static void ids(ArrayNode list, List<KeyId> ids) {
        ids.forEach(id -> list.add(id.spkiSha256()));
    }
}
