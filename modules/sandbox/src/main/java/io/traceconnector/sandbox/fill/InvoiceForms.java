package io.traceconnector.sandbox.fill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Invoices. */
final class InvoiceForms implements Forms {

    private static final BigDecimal VAT = new BigDecimal("0.20");

    @Override
    public ObjectNode form(String action, Facts facts, Words words, Instant at) {
        ObjectNode form = Words.object().put("invoiceNumber", facts.reference());
        return switch (action) {
            case "invoice-issued" -> issued(form, facts, words, at);
            case "invoice-checked" ->
                form.put("checkedBy", words.person())
                        .put("matchesOrder", words.chance(0.93))
                        .put("orderNumber", facts.orderReference())
                        .put("remarks", words.note());
            case "cost-shared" ->
                form.put("sharePercent", words.between(10, 60))
                        .put("agreedWith", words.person())
                        .put("remarks", words.note());
            case "payment-scheduled" ->
                form.put("paymentDate", Facts.date(at, words.between(5, 45)))
                        .put("account", "FR76 " + words.between(10_000, 99_999) + " " + words.between(10_000, 99_999))
                        .set("amount", Words.money(facts.total()));
            case "payment-made" ->
                form.put("bankReference", words.reference("VIR"))
                        .put("paidOn", Facts.date(at, 0))
                        .set("amount", Words.money(facts.total()));
            default -> throw Forms.unknown(action);
        };
    }

    private static ObjectNode issued(ObjectNode form, Facts facts, Words words, Instant at) {
        ArrayNode lines = form.putArray("lines");
        lines.addObject()
                .put("label", "Sea freight " + facts.from() + " – " + facts.to())
                .put("net", facts.total());
        lines.addObject().put("label", "Manutention portuaire").put("net", words.amount(60, 900));
        form.set("net", Words.money(facts.total()));
        form.set("vat", Words.money(facts.total().multiply(VAT).setScale(2, RoundingMode.HALF_UP)));
        form.set("billingAddress", words.address());
        return form.put("issuedOn", Facts.date(at, 0))
                .put("dueOn", Facts.date(at, 30))
                .put("remarks", words.note());
    }
}
