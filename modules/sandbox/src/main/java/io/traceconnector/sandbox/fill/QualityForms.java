package io.traceconnector.sandbox.fill;

import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Quality control. */
final class QualityForms implements Forms {

    @Override
    public ObjectNode form(String action, Facts facts, Words words, Instant at) {
        ObjectNode form = Words.object().put("caseNumber", facts.reference());
        return switch (action) {
            case "inspection-requested" ->
                form.put("orderNumber", facts.orderReference())
                        .put("product", facts.items().getFirst().product())
                        .put("colour", facts.items().getFirst().colour())
                        .put("requestedBy", words.person())
                        .put("reason", words.note());
            case "sample-sent" ->
                form.put("sample", words.reference("SMP"))
                        .put("rollsSampled", words.between(3, 12))
                        .put("sentOn", Facts.date(at, 0))
                        .put("tracking", words.reference("TRK"));
            case "sample-tested" -> tested(form, words);
            case "verdict-given" ->
                form.put("accepted", words.chance(0.82))
                        .put("score", words.between(41, 100))
                        .put("signedBy", words.person())
                        .put("summary", words.note());
            case "corrective-action" ->
                form.put("measure", words.note())
                        .put("responsible", words.person())
                        .put("doneBy", Facts.date(at, words.between(5, 40)))
                        .set("cost", Words.money(words.amount(50, 5_000)));
            case "case-closed" ->
                form.put("closedBy", words.person())
                        .put("satisfied", words.chance(0.9))
                        .put("remarks", words.note());
            default -> throw Forms.unknown(action);
        };
    }

    private static ObjectNode tested(ObjectNode form, Words words) {
        ArrayNode measures = form.putArray("measures");
        for (int i = words.between(2, 4); i > 0; i--) {
            measures.addObject()
                    .put("test", words.pick(Vocabulary.DEFECTS))
                    .put("value", words.amount(0, 100))
                    .put("limit", words.between(20, 100))
                    .put("passed", words.chance(0.85));
        }
        return form.put("operator", words.person()).put("humidity", words.amount(35, 70));
    }
}
