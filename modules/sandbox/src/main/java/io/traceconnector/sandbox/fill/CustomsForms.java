package io.traceconnector.sandbox.fill;

import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Customs clearance. */
final class CustomsForms implements Forms {

    @Override
    public ObjectNode form(String action, Facts facts, Words words, Instant at) {
        ObjectNode form = Words.object().put("declaration", facts.reference());
        return switch (action) {
            case "declaration-prepared" -> prepared(form, facts, words);
            case "documents-added" -> documents(form, words);
            case "duties-assessed" ->
                form.put("rate", words.amount(2, 12))
                        .put("officer", words.person())
                        .put("dueDate", Facts.date(at, 10))
                        .set("duties", Words.money(words.amount(90, 9_000)));
            case "duties-approved" ->
                form.put("approvedBy", words.person())
                        .put("costCentre", words.reference("CC"))
                        .put("remarks", words.note());
            case "released" ->
                form.put("releaseNumber", words.reference("R"))
                        .put("releasedOn", Facts.date(at, 0))
                        .put("inspected", words.chance(0.15))
                        .put("remarks", words.note());
            default -> throw Forms.unknown(action);
        };
    }

    private static ObjectNode prepared(ObjectNode form, Facts facts, Words words) {
        ArrayNode goods = form.putArray("goods");
        for (Facts.Item item : facts.items()) {
            goods.addObject()
                    .put("description", item.product())
                    .put("hsCode", "52" + words.between(1_000, 9_999))
                    .put("origin", words.pick(Vocabulary.COUNTRIES))
                    .set("value", Words.money(item.total().max(BigDecimal.ONE)));
        }
        return form.put("office", facts.to())
                .put("container", facts.container())
                .put("declarant", words.person())
                .put("regime", words.chance(0.8) ? "4000" : "5100");
    }

    private static ObjectNode documents(ObjectNode form, Words words) {
        ArrayNode documents = form.putArray("documents");
        documents.addObject().put("type", "bill of lading").put("number", words.reference("BL"));
        documents.addObject().put("type", "certificat d'origine").put("number", words.reference("CO"));
        if (words.chance(0.4)) {
            documents.addObject().put("type", "packing list").put("number", words.reference("PL"));
        }
        return form.put("addedBy", words.person()).put("remarks", words.note());
    }
}
