package io.traceconnector.app.http;

import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.usage.Usage;
import io.traceconnector.app.callers.usage.UsageRow;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What callers have used, for operators: {@code GET /usage?from=2026-11-01&to=2026-11-30&tenant=acme}; without days, the last thirty. */
final class UsageRoutes {

    private static final int USUAL_DAYS = 30;

    private final Usage usage;
    private final Clock clock;

    UsageRoutes(Usage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    void report(Call call) throws IOException {
        LocalDate to = day(call, "to").orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        LocalDate from = day(call, "from").orElseGet(() -> to.minusDays(USUAL_DAYS - 1L));
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("from", from.toString()).put("to", to.toString());
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
        } catch (DateTimeException e) {
            throw new ProblemException(400, "day_malformed", "?" + name + "= must be a day such as 2026-11-30.");
        }
    }

    private static Optional<TenantId> tenant(Call call) {
        try {
            return call.query("tenant").map(TenantId::new);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "tenant_malformed", "?tenant= must be the id of a tenant.");
        }
    }
}
