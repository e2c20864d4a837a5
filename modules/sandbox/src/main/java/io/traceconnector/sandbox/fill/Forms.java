package io.traceconnector.sandbox.fill;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Fills in the form of a workflow's action. */
@FunctionalInterface
interface Forms {

    /** @throws IllegalArgumentException for an action that the workflow has not */
    ObjectNode form(String action, Facts facts, Words words, Instant at);

    /** The forms of a workflow. */
    static Forms of(long workflow) {
        return switch ((int) workflow) {
            case 201 -> new OrderForms();
            case 202 -> new ShipmentForms();
            case 203 -> new CustomsForms();
            case 204 -> new QualityForms();
            case 205 -> new InvoiceForms();
            case 206 -> new FishForms();
            default -> throw new IllegalArgumentException("no forms for workflow " + workflow);
        };
    }

    /** What goes with a change of hands. */
    static ObjectNode transfer(Facts facts, Words words) {
        return Words.object()
                .put("reference", facts.reference())
                .put("handedOverBy", words.person())
                .put("comment", words.note());
    }

    static ObjectNode comment(Facts facts, Words words) {
        return Words.object()
                .put("reference", facts.reference())
                .put("author", words.person())
                .put("important", words.chance(0.1))
                .put("comment", words.note());
    }

    static IllegalArgumentException unknown(String action) {
        return new IllegalArgumentException("no form for action " + action);
    }
}
