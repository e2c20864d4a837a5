package io.traceconnector.app.callers.usage;

import io.traceconnector.api.TenantId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is used on one day. So many callers of a tenant are told apart, and so many in all; more of a tenant's count together as {@code other}, and
 * have one quota together. Guarded by whoever holds it.
 */
final class Day {

    static final String OTHER = "other";

    private final LocalDate date;
    private final Bounds bounds;
    private final Map<TenantId, Map<String, Amounts>> ofCallers = new HashMap<>();
    private final Map<TenantId, Amounts> ofTenants = new HashMap<>();
    private int callers;

    /** How many callers are told apart. */
    record Bounds(int ofTenant, int inAll) {}

    Day(LocalDate date, Bounds bounds, List<UsageRow> rows) {
        this.date = date;
        this.bounds = bounds;
        rows.forEach(row -> add(row.tenant(), row.caller(), row.used()));
    }

    LocalDate date() {
        return date;
    }

    void add(TenantId tenant, String caller, Amounts amounts) {
        String name = name(tenant, caller);
        Map<String, Amounts> known = ofCallers.computeIfAbsent(tenant, any -> new HashMap<>());
        callers += known.containsKey(name) ? 0 : 1;
        known.merge(name, amounts, Amounts::plus);
        ofTenants.merge(tenant, amounts, Amounts::plus);
    }

    /** The caller's own, or, where it is not told apart, that of all of the tenant's who are not. */
    Amounts of(TenantId tenant, String caller) {
        return ofCallers.getOrDefault(tenant, Map.of()).getOrDefault(name(tenant, caller), Amounts.NOTHING);
    }

    /** By which somebody is counted. */
    private String name(TenantId tenant, String caller) {
        Map<String, Amounts> known = ofCallers.getOrDefault(tenant, Map.of());
        boolean room = known.size() < bounds.ofTenant() && callers < bounds.inAll();
        return room || known.containsKey(caller) ? caller : OTHER;
    }

    Amounts of(TenantId tenant) {
        return ofTenants.getOrDefault(tenant, Amounts.NOTHING);
    }

    List<UsageRow> rows() {
        List<UsageRow> rows = new ArrayList<>();
        ofCallers.forEach(
                (tenant, known) -> known.forEach((caller, used) -> rows.add(new UsageRow(date, tenant, caller, used))));
        return rows;
    }
}
