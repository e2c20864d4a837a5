package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TenantKind;
import io.traceconnector.app.callers.store.TenantAdministration;
import io.traceconnector.app.callers.store.TenantChange;
import io.traceconnector.app.callers.store.TenantDraft;
import io.traceconnector.app.callers.store.TenantDraft.SpaceDraft;
import java.nio.file.Path;
import java.util.Optional;
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
        call.answer(IdentityViews.list("tenants", tenants.list(), IdentityViews::managed));
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

    /** With the path of its policy file, which is for operators of the connector. */
    void managed(Call call) {
        call.answer(IdentityViews.managed(tenant.apply(call)));
    }

    /** Takes {@code {"id","kind"?,"aliases"?,"organisations":[…],"spaces"?:[{"name","workflows"?}],"policy"?}}. */
    void create(Call call) {
        IdentityBody body = IdentityBody.of(call, "id", "kind", "aliases", "organisations", "spaces", "policy");
        TenantId id = IdentityBody.id(body.text("id"), TenantId::new);
        call.answer(IdentityViews.managed(tenants.create(draft(id, body))));
    }

    /** Takes {@code {"kind"?,"aliases"?,"organisations"?,"spaces"?,"removeSpaces"?:[…],"policy"?}}; a policy that is null takes it away. */
    void change(Call call) {
        IdentityBody body =
                IdentityBody.of(call, "kind", "aliases", "organisations", "spaces", "removeSpaces", "policy");
        TenantId id = tenant.apply(call).id();
        TenantChange change = new TenantChange(draft(id, body), body.isNull("policy"), body.texts("removeSpaces"));
        call.answer(IdentityViews.managed(tenants.change(id, change)));
    }

    private static TenantDraft draft(TenantId id, IdentityBody body) {
        return new TenantDraft(
                id,
                body.optionalText("kind").map(kind -> IdentityBody.id(kind, TenantKind::of)),
                body.texts("aliases"),
                body.texts("organisations").stream()
                        .map(text -> IdentityBody.id(text, OrganisationId::new))
                        .collect(Collectors.toSet()),
                body.items("spaces", "name", "workflows").stream()
                        .map(TenantRoutes::space)
                        .toList(),
                body.isNull("policy")
                        ? Optional.empty()
                        : body.optionalText("policy").map(path -> IdentityBody.id(path, Path::of)));
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
