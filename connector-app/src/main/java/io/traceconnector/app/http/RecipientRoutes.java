package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.seal.RecipientAdministration;
import io.traceconnector.app.seal.RecipientReport;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** For whom links are encrypted, and an operator's word on it. Shows accounts and public keys' fingerprints. */
final class RecipientRoutes {

    private final RecipientAdministration recipients;

    RecipientRoutes(RecipientAdministration recipients) {
        this.recipients = recipients;
    }

    void reports(Call call) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode workflows = answer.putArray("workflows");
        recipients.reports().forEach(report -> workflows.add(view(report)));
        call.answer(answer);
    }

    void report(Call call) {
        call.answer(view(recipients.report(
                call.query("organisation").map(text -> id(text, OrganisationId::new)),
                id(call.parameters().getOrDefault("workflow", ""), WorkflowId::new))));
    }

    /** Takes {@code {"workflow","digest","organisation"?}}. */
    void approve(Call call) {
        JsonNode order = order(call.body());
        call.answer(view(recipients.approve(
                order.path("organisation").isMissingNode()
                        ? Optional.empty()
                        : Optional.of(id(text(order, "organisation"), OrganisationId::new)),
                id(text(order, "workflow"), WorkflowId::new),
                text(order, "digest"))));
    }

    private static JsonNode order(byte[] body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new ProblemException(400, "malformed_json", "The body is not JSON.");
        }
    }

    private static String text(JsonNode order, String name) {
        JsonNode value = order.path(name);
        if (!value.isString()) {
            throw new ProblemException(400, "invalid_request", name + " must be a text.");
        }
        return value.stringValue();
    }

    private static <T> T id(String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "invalid_request", String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode view(RecipientReport report) {
        ObjectNode view = JsonMapper.shared()
                .createObjectNode()
                .put("workflow", report.workflow().value())
                .put("trust", report.trust().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        report.digest().ifPresent(digest -> view.put("digest", digest));
        report.problem().ifPresent(problem -> view.put("problem", problem));
        ArrayNode rows = view.putArray("recipients");
        report.rows().forEach(row -> {
            ObjectNode recipient = rows.addObject().put("account", row.account());
            ArrayNode groups = recipient.putArray("groups");
            row.groups().forEach(groups::add);
            row.pinned().ifPresent(key -> recipient.put("pinned", key));
            row.stated().ifPresent(key -> recipient.put("stated", key));
        });
        return view;
    }
}
