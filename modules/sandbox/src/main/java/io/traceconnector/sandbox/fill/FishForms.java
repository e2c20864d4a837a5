package io.traceconnector.sandbox.fill;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Fresh fish. */
final class FishForms implements Forms {

    @Override
    public ObjectNode form(String action, Facts facts, Words words, Instant at) {
        ObjectNode form = Words.object().put("lot", facts.reference());
        return switch (action) {
            case "catch-landed" ->
                form.put("vessel", facts.vessel())
                        .put("species", words.pick(Vocabulary.SPECIES))
                        .put("weightKg", words.amount(40, 2_200))
                        .put("skipper", words.person());
            case "lot-collected" ->
                form.put("temperature", words.amount(0, 3))
                        .put("driver", words.person())
                        .put("remarks", words.note());
            case "lot-delivered" ->
                form.put("signedBy", words.person())
                        .put("deliveredOn", Facts.date(at, 0))
                        .set("shop", words.address());
            default -> throw Forms.unknown(action);
        };
    }
}
