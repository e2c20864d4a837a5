package io.traceconnector.sandbox.fill;

import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Purchase orders. */
final class OrderForms implements Forms {

    @Override
    public ObjectNode form(String action, Facts facts, Words words, Instant at) {
        ObjectNode form = Words.object().put("orderNumber", facts.reference());
        return switch (action) {
            case "order-placed" -> placed(form, facts, words, at);
            case "order-confirmed" ->
                form.put("confirmedBy", words.person())
                        .put("promisedDelivery", Facts.date(at, words.between(20, 60)))
                        .put("partialDelivery", words.chance(0.3))
                        .put("remarks", words.note());
            case "production-started" ->
                form.put("workshop", words.pick(Vocabulary.CITIES))
                        .put("batch", words.reference("B"))
                        .put("plannedMetres", facts.metres())
                        .put("supervisor", words.person());
            case "goods-ready" ->
                form.put("rolls", facts.metres() / 50 + 1)
                        .put("grossWeightKg", words.amount(80, 4_000))
                        .put("warehouse", words.pick(Vocabulary.CITIES))
                        .put("remarks", words.note());
            case "pickup-booked" ->
                form.put("pickupDate", Facts.date(at, words.between(1, 6)))
                        .put("plate", words.between(100, 999) + "-AB-" + words.between(10, 99))
                        .set("driver", words.contact());
            case "goods-received" ->
                form.put("receivedMetres", facts.metres() - words.between(0, 3))
                        .put("damagedRolls", words.chance(0.8) ? 0 : words.between(1, 4))
                        .put("receivedBy", words.person())
                        .put("remarks", words.note());
            default -> throw Forms.unknown(action);
        };
    }

    private static ObjectNode placed(ObjectNode form, Facts facts, Words words, Instant at) {
        ArrayNode lines = form.putArray("lines");
        for (Facts.Item item : facts.items()) {
            lines.addObject()
                    .put("product", item.product())
                    .put("colour", item.colour())
                    .put("metres", item.metres())
                    .put("pricePerMetre", item.price());
        }
        form.set("total", Words.money(facts.total()));
        form.set("deliveryAddress", words.address());
        form.set("contact", words.contact());
        return form.put("requestedDelivery", Facts.date(at, words.between(25, 90)))
                .put("incoterm", words.chance(0.5) ? "DAP" : "FCA")
                .put("remarks", words.note());
    }
}
