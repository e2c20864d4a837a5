package io.traceconnector.app.http;

import io.traceconnector.api.Routes.Failure;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.store.IdentityAdministration;
import io.undertow.util.Headers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The routes on which tenants, service accounts, plugins and operators are administrated, on both listeners under the same paths: on the one for
 * applications what is a tenant's, for its administrators; on the one for operators of the connector everything.
 */
final class IdentityRoutes {

    private static final String TAG = "identity";
    private static final String TENANT = "/tenants/{tenant}";
    private static final String ACCOUNTS = TENANT + "/service-accounts";
    private static final String ACCOUNT = ACCOUNTS + "/{id}";
    private static final String INSTALLATIONS = TENANT + "/installations";
    private static final String INSTALLATION = INSTALLATIONS + "/{id}";
    private static final String PLUGINS = "/plugins";
    private static final String PLUGIN = PLUGINS + "/{plugin}";
    private static final String OPERATORS = "/operators";

    /** What an administrator orders takes a few words. */
    private static final BodyRule ORDER = new BodyRule.Held(64 * 1024);

    private final List<Operation> operations = new ArrayList<>();

    private IdentityRoutes() {}

    /** For administrators of a tenant, and what every caller may know of itself. */
    static List<Operation> ofTenants(IdentityAdministration administration, Optional<URI> publicUrl) {
        IdentityRoutes routes = new IdentityRoutes();
        Function<Call, Tenant> entered = call -> call.admitted().tenant();
        TenantRoutes tenants = new TenantRoutes(administration.tenants(), entered);
        routes.add("GET", "/tenants", Access.recognised(), tenants::own, "The tenants that the caller may enter.");
        Access reader = Access.administrationOr("workflows:read");
        routes.add("GET", TENANT, reader, tenants::get, "A tenant.");
        routes.add("GET", TENANT + "/spaces", reader, tenants::spaces, "A tenant's spaces.");
        Access admin = Access.administration();
        routes.add("POST", TENANT + ":disable", admin, tenants::disable, "Lets nobody in, the caller neither.");
        PluginRoutes plugins = new PluginRoutes(
                administration.plugins(),
                administration.installations(),
                entered.andThen(tenant -> administration.plugins().of(tenant.id())));
        routes.add("GET", PLUGINS, admin, plugins::offers, "The tenant's plugins, and others that can be installed.");
        routes.add(
                "GET",
                PLUGIN + "/installations",
                Access.recognised(),
                plugins::installationsOfOwn,
                "Where a plugin is installed, for itself and for its owner's administrators.");
        routes.addPlugins(admin, plugins);
        routes.addOfOneTenant(admin, administration, entered, call -> base(call, publicUrl));
        return List.copyOf(routes.operations);
    }

    /**
     * For operators of the connector.
     *
     * @param base URL under which applications reach it
     */
    static List<Operation> ofOperators(IdentityAdministration administration, Function<Call, String> base) {
        IdentityRoutes routes = new IdentityRoutes();
        Function<Call, Tenant> named =
                call -> administration.tenants().named(call.parameters().getOrDefault("tenant", ""));
        routes.addTenants(new TenantRoutes(administration.tenants(), named));
        PluginRoutes plugins = new PluginRoutes(
                administration.plugins(), administration.installations(), call -> administration.plugins());
        routes.add("GET", PLUGINS, Access.operators(), plugins::list, "All plugins.");
        routes.add(
                "GET",
                PLUGIN + "/installations",
                Access.operators(),
                plugins::installations,
                "Where a plugin is installed.");
        routes.addPlugins(Access.operators(), plugins);
        routes.addOperators(OPERATORS, Access.operators(), OperatorRoutes.ofAll(administration.operators()));
        routes.addOfOneTenant(Access.operators(), administration, named, base);
        return List.copyOf(routes.operations);
    }

    /** Answers with something that is shown this once. */
    static void answerSecret(Call call, JsonNode answer) {
        call.exchange().getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        call.answer(answer);
    }

    private void addTenants(TenantRoutes tenants) {
        Access onSite = Access.operators();
        add("GET", "/tenants", onSite, tenants::list, "All tenants.");
        add("POST", "/tenants", onSite, tenants::create, "Makes a tenant.");
        add(
                "POST",
                TENANT + ":change",
                onSite,
                tenants::change,
                "Gives a tenant that was made at run time another kind and policy, spaces, names and organisations.");
        add("GET", TENANT, onSite, tenants::managed, "A tenant.");
        add("DELETE", TENANT, onSite, tenants::delete, "Deletes a tenant that was made at run time.");
        add("POST", TENANT + ":enable", onSite, tenants::enable, "Lets callers in again.");
        add("POST", TENANT + ":disable", onSite, tenants::disable, "Lets nobody in.");
        add("GET", TENANT + "/spaces", onSite, tenants::spaces, "A tenant's spaces.");
    }

    private void addPlugins(Access access, PluginRoutes plugins) {
        add("POST", PLUGINS, access, plugins::create, "Makes a plugin; its token is shown this once.");
        add("GET", PLUGIN, access, plugins::get, "A plugin.");
        add("DELETE", PLUGIN, access, plugins::delete, "Deletes a plugin, with its installations.");
        add("POST", PLUGIN + ":rotate", access, plugins::rotate, "Gives a plugin a new token.");
        add("POST", PLUGIN + ":enable", access, plugins::enable, "Lets a plugin in again.");
        add("POST", PLUGIN + ":disable", access, plugins::disable, "Lets a plugin in nowhere.");
        add("POST", PLUGIN + ":limit", access, plugins::limit, "Says from which networks a plugin may be used.");
    }

    private void addOperators(String all, Access access, OperatorRoutes operators) {
        String one = all + "/{operator}";
        add("GET", all, access, operators::list, "People who log in with a password.");
        add("POST", all, access, operators::create, "Makes an operator.");
        add("POST", one + ":roles", access, operators::changeRoles, "Gives an operator other roles.");
        add("POST", one + ":password", access, operators::setPassword, "Sets an operator's password.");
        add("POST", one + ":enable", access, operators::enable, "Lets an operator in again.");
        add("POST", one + ":disable", access, operators::disable, "Lets an operator in no more.");
        add("POST", one + ":limit", access, operators::limit, "Says from which networks an operator may be used.");
        add("POST", one + ":log-out", access, operators::logOut, "Ends all tokens that an operator has.");
        add("GET", one, access, operators::get, "An operator.");
        add("DELETE", one, access, operators::delete, "Takes an operator away; without any tenant left it is gone.");
    }

    private void addOfOneTenant(
            Access access,
            IdentityAdministration administration,
            Function<Call, Tenant> tenant,
            Function<Call, String> base) {
        AccountRoutes accounts = new AccountRoutes(
                administration.accounts(), administration.keys(), tenant, base.andThen(IdentityViews::new));
        add("GET", ACCOUNTS, access, accounts::list, "A tenant's service accounts.");
        add("POST", ACCOUNTS, access, accounts::create, "Makes a service account; its secret is shown this once.");
        add("POST", ACCOUNT + ":rotate", access, accounts::rotate, "Gives a service account a new secret.");
        add(
                "POST",
                ACCOUNT + ":export",
                access,
                accounts::export,
                "Makes a key file for an application, with a new key or secret.",
                Schemas.KEY_FILE);
        add("POST", ACCOUNT + ":disable", access, accounts::disable, "Ends a service account's tokens and secrets.");
        add("POST", ACCOUNT + ":enable", access, accounts::enable, "Lets a service account in again.");
        add("POST", ACCOUNT + ":limit", access, accounts::limit, "Says from which networks it may be used.");
        add("GET", ACCOUNT + "/keys", access, accounts::keys, "The public keys of a service account.");
        add("POST", ACCOUNT + "/keys", access, accounts::addKey, "Registers a public key, or makes a key.");
        add("DELETE", ACCOUNT + "/keys/{kid}", access, accounts::removeKey, "Ends tokens under a key.");
        add("GET", ACCOUNT, access, accounts::get, "A service account.");
        add("DELETE", ACCOUNT, access, accounts::delete, "Deletes a service account.");
        InstallationRoutes installations = new InstallationRoutes(administration.installations(), tenant);
        add("GET", INSTALLATIONS, access, installations::list, "The plugins that a tenant has installed.");
        add("POST", INSTALLATIONS, access, installations::install, "Installs a plugin.");
        add(
                "POST",
                INSTALLATION + ":suspend",
                access,
                installations::suspend,
                "Lets a plugin see nothing for a while.");
        add("POST", INSTALLATION + ":resume", access, installations::resume, "Lets a plugin see again.");
        add("POST", INSTALLATION + ":rotate", access, installations::rotate, "Gives a connection a new token.");
        add("GET", INSTALLATION, access, installations::get, "An installation.");
        add("DELETE", INSTALLATION, access, installations::uninstall, "Uninstalls a plugin.");
        addOperators(TENANT + OPERATORS, access, OperatorRoutes.ofOneTenant(administration.operators(), tenant));
    }

    private static String base(Call call, Optional<URI> publicUrl) {
        return publicUrl
                .map(IdentityRoutes::withoutSlash)
                .orElseGet(() -> call.exchange().getRequestScheme() + "://"
                        + call.exchange().getHostAndPort());
    }

    static String withoutSlash(URI url) {
        return url.toString().replaceFirst("/+$", "");
    }

    private void add(String method, String path, Access access, Handling.Serving handling, String summary) {
        add(method, path, access, handling, summary, Schemas.OBJECT);
    }

    private void add(
            String method, String path, Access access, Handling.Serving handling, String summary, JsonNode answer) {
        boolean order = method.equals("POST");
        OperationDescription description = OperationDescription.of(
                TAG,
                summary,
                Schemas.json(answer),
                IdentityFailures.of(method, path).toArray(Failure[]::new));
        JsonNode body = Schemas.OBJECT;
        operations.add(new Operation(
                List.of(method),
                new PathTemplate(path),
                access,
                order ? ORDER : new BodyRule.None(),
                handling,
                order ? description.withBody(body) : description));
    }
}
