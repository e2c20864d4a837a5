package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.TenantAdministration;
import io.traceconnector.app.callers.store.TenantDraft;
import io.traceconnector.app.callers.store.TenantDraft.SpaceDraft;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tenants. */
final class TenantRoutes {

    private final TenantAdministration tenants;
    private final Function<Call, Tenant> tenant;

    /** @param tenant that the path names, and the caller may see */
    TenantRoutes(TenantAdministration tenants, Function<Call, Tenant> tenant) {
        this.tenants = tenants;
        this.tenant = tenant;
    }

    void list(Call call) {
        call.answer(IdentityViews.list("tenants", tenants.list(), IdentityViews::tenant));
    }

    /** Those that the caller may enter. */
    void own(Call call) {
        Set<TenantId> own = call.principal().tenants().keySet();
        call.answer(IdentityViews.list(
                "tenants",
                tenants.list().stream()
                        .filter(each -> each.enabled() && own.contains(each.id()))
                        .toList(),
                IdentityViews::membership));
    }

    void get(Call call) {
        call.answer(IdentityViews.tenant(tenant.apply(call)));
    }

    void spaces(Call call) {
        call.answer(IdentityViews.spaces(tenant.apply(call)));
    }

    /** Takes {@code {"id","aliases"?,"organisations":[…],"spaces"?:[{"name","workflows"?}]}}. */
    void create(Call call) {
        IdentityBody body = IdentityBody.of(call, "id", "aliases", "organisations", "spaces");
        TenantDraft draft = new TenantDraft(
                IdentityBody.id(body.text("id"), TenantId::new),
                body.texts("aliases"),
                body.texts("organisations").stream()
                        .map(id -> IdentityBody.id(id, OrganisationId::new))
                        .collect(Collectors.toSet()),
                body.items("spaces", "name", "workflows").stream()
                        .map(TenantRoutes::space)
                        .toList());
        call.answer(IdentityViews.tenant(tenants.create(draft)));
    }

    private static SpaceDraft space(IdentityBody space) {
        return new SpaceDraft(
                space.text("name"),
                space.optionalTexts("workflows")
                        .map(ids -> ids.stream()
                                .map(id -> IdentityBody.id(id, WorkflowId::new))
                                .collect(Collectors.toSet())));
    }

    void enable(Call call) {
        call.answer(IdentityViews.tenant(tenants.enable(tenant.apply(call).id(), true)));
    }

    void disable(Call call) {
        call.answer(IdentityViews.tenant(tenants.enable(tenant.apply(call).id(), false)));
    }

    void delete(Call call) {
        call.answer(IdentityViews.tenant(tenants.delete(tenant.apply(call).id())));
    }
}
