package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.usage.Usage;
import io.traceconnector.app.callers.usage.UsageRow;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells operators what callers have used. */
final class UsageRoutes {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Usage usage;
    private final Clock clock;

    UsageRoutes(Usage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    List<Operation> operations() {
        return List.of(new Operation(
                List.of("GET"),
                new PathTemplate("/usage"),
                Access.operators(),
                new BodyRule.None(),
                (Handling.Serving) this::report,
                OperationDescription.of(
                        "management", "What callers have used, by day.", Schemas.json(Schemas.OBJECT))));
    }

    /** {@code ?tenant=&from=&to=}: days as {@code 2026-11-22}; left out, this month until today. */
    private void report(Call call) throws IOException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate to = day(call, "to").orElse(today);
        LocalDate from = day(call, "from").orElse(to.withDayOfMonth(1));
        ObjectNode answer =
                MAPPER.createObjectNode().put("from", from.toString()).put("to", to.toString());
        ArrayNode rows = answer.putArray("usage");
        for (UsageRow row : usage.report(from, to, tenant(call))) {
            rows.addObject()
                    .put("day", row.day().toString())
                    .put("tenant", row.tenant().value())
                    .put("caller", row.caller())
                    .put("calls", row.used().calls())
                    .put("tokenRequests", row.used().tokenRequests())
                    .put("links", row.used().links());
        }
        call.answer(answer);
    }

    private static Optional<LocalDate> day(Call call, String name) {
        try {
            return call.query(name).map(LocalDate::parse);
        } catch (DateTimeParseException e) {
            throw new ProblemException(400, "malformed_day", name + " must be a day such as 2026-11-22.");
        }
    }

    private static Optional<TenantId> tenant(Call call) {
        try {
            return call.query("tenant").map(TenantId::new);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "malformed_tenant", "tenant must be the id of a tenant.");
        }
    }
}
