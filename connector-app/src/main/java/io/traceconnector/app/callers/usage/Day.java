package io.traceconnector.app.callers.usage;

import io.traceconnector.api.TenantId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is used on one day. So many callers are told apart; more of a tenant's count together as {@code other}. Guarded by whoever holds it.
 */
final class Day {

    static final String OTHER = "other";

    private record Key(TenantId tenant, String caller) {}

    private final LocalDate date;
    private final int mostCallers;
    private final Map<Key, Amounts> ofCallers = new HashMap<>();
    private final Map<TenantId, Amounts> ofTenants = new HashMap<>();

    Day(LocalDate date, int mostCallers, List<UsageRow> rows) {
        this.date = date;
        this.mostCallers = mostCallers;
        rows.forEach(row -> add(row.tenant(), row.caller(), row.used()));
    }

    LocalDate date() {
        return date;
    }

    void add(TenantId tenant, String caller, Amounts amounts) {
        Key own = new Key(tenant, caller);
        Key key = ofCallers.containsKey(own) || ofCallers.size() < mostCallers ? own : new Key(tenant, OTHER);
        ofCallers.merge(key, amounts, Amounts::plus);
        ofTenants.merge(tenant, amounts, Amounts::plus);
    }

    /** Nothing also for those who are not told apart any more: the tenant's quota holds for them. */
    Amounts of(TenantId tenant, String caller) {
        return ofCallers.getOrDefault(new Key(tenant, caller), Amounts.NOTHING);
    }

    Amounts of(TenantId tenant) {
        return ofTenants.getOrDefault(tenant, Amounts.NOTHING);
    }

    List<UsageRow> rows() {
        return ofCallers.entrySet().stream()
                .map(entry -> new UsageRow(
                        date, entry.getKey().tenant(), entry.getKey().caller(), entry.getValue()))
                .toList();
    }
}
