package io.traceconnector.sandbox.fill;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Shipments. */
final class ShipmentForms implements Forms {

    @Override
    public ObjectNode form(String action, Facts facts, Words words, Instant at) {
        ObjectNode form = Words.object().put("shipment", facts.reference());
        return switch (action) {
            case "shipment-announced" ->
                form.put("orderNumber", facts.orderReference())
                        .put("rolls", facts.metres() / 50 + 1)
                        .put("readyOn", Facts.date(at, words.between(1, 10)))
                        .put("remarks", words.note())
                        .set("loadingPlace", words.address());
            case "container-loaded" ->
                form.put("container", facts.container())
                        .put("seal", words.reference("S"))
                        .put("grossWeightKg", words.amount(900, 24_000))
                        .put("loadedBy", words.person());
            case "departed" ->
                form.put("vessel", facts.vessel())
                        .put("voyage", words.reference("V"))
                        .put("portOfLoading", facts.from())
                        .put("portOfDischarge", facts.to())
                        .put("estimatedArrival", Facts.date(at, words.between(4, 35)));
            case "arrived" ->
                form.put("portOfDischarge", facts.to())
                        .put("container", facts.container())
                        .put("sealIntact", words.chance(0.97))
                        .put("temperature", words.amount(4, 31))
                        .put("remarks", words.note());
            case "delivered" ->
                form.put("signedBy", words.person())
                        .put("deliveredOn", Facts.date(at, 0))
                        .put("rolls", facts.metres() / 50 + 1)
                        .set("deliveryAddress", words.address());
            case "delivery-checked" ->
                form.put("complete", words.chance(0.9))
                        .put("missingRolls", words.chance(0.9) ? 0 : words.between(1, 3))
                        .put("remarks", words.note());
            default -> throw Forms.unknown(action);
        };
    }
}
