package io.traceconnector.app.callers.usage;

import io.traceconnector.api.TenantId;
import java.time.LocalDate;

/** What one caller has used of one tenant on one day of UTC. */
public record UsageRow(LocalDate day, TenantId tenant, String caller, Amounts used) {}
