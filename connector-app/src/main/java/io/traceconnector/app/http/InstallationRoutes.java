package io.traceconnector.app.http;

import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.Installation;
import io.traceconnector.app.callers.store.InstallationAdministration;
import io.traceconnector.app.callers.store.Issued;
import java.util.function.Function;

/** Plugins as the tenant that the path names has installed them. */
final class InstallationRoutes {

    private final InstallationAdministration installations;
    private final Function<Call, Tenant> tenant;

    /** @param tenant that the path names, and the caller may administrate */
    InstallationRoutes(InstallationAdministration installations, Function<Call, Tenant> tenant) {
        this.installations = installations;
        this.tenant = tenant;
    }

    void list(Call call) {
        call.answer(IdentityViews.list(
                "installations", installations.list(tenant.apply(call)), IdentityViews::installation));
    }

    void get(Call call) {
        call.answer(IdentityViews.installation(installations.get(tenant.apply(call), id(call))));
    }

    /** Takes {@code {"plugin","grants"?,"roles"?}}. */
    void install(Call call) {
        IdentityBody body = IdentityBody.of(call, "plugin", "grants", "roles");
        issued(
                call,
                installations.install(
                        tenant.apply(call), body.text("plugin"), body.texts("grants"), body.texts("roles")));
    }

    /** Takes {@code {"grace"?,"notBefore"?,"revokeIssued"?}}. */
    void rotate(Call call) {
        issued(call, installations.rotate(tenant.apply(call), id(call), IdentityBody.rotation(call)));
    }

    void suspend(Call call) {
        call.answer(IdentityViews.installation(installations.suspend(tenant.apply(call), id(call))));
    }

    void resume(Call call) {
        call.answer(IdentityViews.installation(installations.resume(tenant.apply(call), id(call))));
    }

    void uninstall(Call call) {
        call.answer(IdentityViews.installation(installations.uninstall(tenant.apply(call), id(call))));
    }

    private static void issued(Call call, Issued<Installation> issued) {
        IdentityRoutes.answerSecret(
                call, IdentityViews.installation(issued.to()).put("connectionToken", issued.secret()));
    }

    private static String id(Call call) {
        return call.parameters().getOrDefault("id", "");
    }
}
