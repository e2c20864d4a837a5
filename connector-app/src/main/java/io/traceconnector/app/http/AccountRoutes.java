package io.traceconnector.app.http;

import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.AccountAdministration;
import io.traceconnector.app.callers.store.AccountDraft;
import io.traceconnector.app.callers.store.AccountKeys;
import io.traceconnector.app.callers.store.Issued;
import io.traceconnector.app.callers.store.Rotation;
import io.traceconnector.app.callers.store.ServiceAccount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Service accounts of the tenant that the path names. */
final class AccountRoutes {

    private final AccountAdministration accounts;
    private final AccountKeys keys;
    private final Function<Call, Tenant> tenant;
    private final Function<Call, IdentityViews> views;

    /** @param tenant that the path names, and the caller may administrate */
    AccountRoutes(
            AccountAdministration accounts,
            AccountKeys keys,
            Function<Call, Tenant> tenant,
            Function<Call, IdentityViews> views) {
        this.accounts = accounts;
        this.keys = keys;
        this.tenant = tenant;
        this.views = views;
    }

    void list(Call call) {
        call.answer(
                IdentityViews.list("serviceAccounts", accounts.list(tenant.apply(call)), views.apply(call)::account));
    }

    void get(Call call) {
        answer(call, accounts.get(tenant.apply(call), id(call)));
    }

    /** Takes {@code {"clientId"?,"description"?,"scopedRoles":{space:[role]},"resources"?,"networks"?}}. */
    void create(Call call) {
        IdentityBody body = IdentityBody.of(call, "clientId", "description", "scopedRoles", "resources", "networks");
        AccountDraft draft = new AccountDraft(
                body.optionalText("clientId"),
                body.optionalText("description").orElse(""),
                body.textsBy("scopedRoles", IdentityBody::uuid),
                List.copyOf(body.texts("resources")),
                body.networks());
        issued(call, accounts.create(tenant.apply(call), draft));
    }

    /** Takes {@code {"grace"?,"notBefore"?,"revokeIssued"?}}. */
    void rotate(Call call) {
        issued(call, accounts.rotate(tenant.apply(call), id(call), IdentityBody.rotation(call)));
    }

    /**
     * Takes {@code {"form":"google","project"?}}, for which a key is made, or {@code {"form":"chassi","grace"?}}, for which a secret is: nothing is kept
     * that could be shown again.
     */
    void export(Call call) {
        IdentityBody body = IdentityBody.of(call, "form", "project", "grace");
        Optional<String> project = body.optionalText("project");
        Duration grace = body.duration("grace");
        Tenant of = tenant.apply(call);
        JsonNode file = switch (body.text("form")) {
            case "google" -> {
                ObjectNode account = views.apply(call).account(accounts.get(of, id(call)));
                yield AccountFiles.google(account, project.orElse(of.id().value()), keys.generate(of, id(call)));
            }
            case "chassi" -> AccountFiles.chassi(view(call, accounts.rotate(of, id(call), Rotation.now(grace, false))));
            default -> throw StrictJson.malformed("form must be google or chassi.");
        };
        IdentityRoutes.answerSecret(call, file);
    }

    void enable(Call call) {
        answer(call, accounts.enable(tenant.apply(call), id(call), true));
    }

    void disable(Call call) {
        answer(call, accounts.enable(tenant.apply(call), id(call), false));
    }

    /** Takes {@code {"networks":[…]}}. */
    void limit(Call call) {
        answer(call, accounts.limit(tenant.apply(call), id(call), IdentityBody.limit(call)));
    }

    void delete(Call call) {
        answer(call, accounts.delete(tenant.apply(call), id(call)));
    }

    void keys(Call call) {
        call.answer(IdentityViews.list(
                "keys", accounts.get(tenant.apply(call), id(call)).keys(), IdentityViews::key));
    }

    /** Takes {@code {"jwk"?}}; without one a key is made, and its private half answered this once. */
    void addKey(Call call) {
        Optional<String> jwk = IdentityBody.of(call, "jwk").json("jwk");
        Tenant of = tenant.apply(call);
        if (jwk.isPresent()) {
            call.answer(IdentityViews.key(keys.register(of, id(call), jwk.get())));
        } else {
            AccountKeys.GeneratedKey made = keys.generate(of, id(call));
            IdentityRoutes.answerSecret(call, IdentityViews.key(made.key()).put("privateKey", made.privateKey()));
        }
    }

    void removeKey(Call call) {
        answer(call, keys.remove(tenant.apply(call), id(call), call.parameters().getOrDefault("kid", "")));
    }

    private void answer(Call call, ServiceAccount account) {
        call.answer(views.apply(call).account(account));
    }

    private void issued(Call call, Issued<ServiceAccount> issued) {
        IdentityRoutes.answerSecret(call, view(call, issued));
    }

    private ObjectNode view(Call call, Issued<ServiceAccount> issued) {
        return views.apply(call).account(issued.to()).put("clientSecret", issued.secret());
    }

    private static String id(Call call) {
        return call.parameters().getOrDefault("id", "");
    }
}
