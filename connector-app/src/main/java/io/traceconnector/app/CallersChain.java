package io.traceconnector.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.app.audit.AuditLog;
import io.traceconnector.app.callers.AccountCallers;
import io.traceconnector.app.callers.Authenticator;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.CallersConfig;
import io.traceconnector.app.callers.ConfiguredTokens;
import io.traceconnector.app.callers.PluginCallers;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.bound.BoundTokens;
import io.traceconnector.app.callers.network.NetworkAuthenticator;
import io.traceconnector.app.callers.oidc.ForeignTokens;
import io.traceconnector.app.callers.pdp.HttpDecisionPoint;
import io.traceconnector.app.callers.policy.FieldKeys;
import io.traceconnector.app.callers.policy.FilePolicies;
import io.traceconnector.app.callers.proxy.ProxyAuthenticator;
import io.traceconnector.app.callers.store.Identities;
import io.traceconnector.app.callers.store.IdentityAdministration;
import io.traceconnector.app.callers.store.IdentityStore;
import io.traceconnector.app.callers.throttle.Caps;
import io.traceconnector.app.callers.throttle.Pass;
import io.traceconnector.app.callers.throttle.Throttle;
import io.traceconnector.app.callers.tokens.IntegratorTokens;
import io.traceconnector.app.callers.tokens.Issuers;
import io.traceconnector.app.callers.tokens.OwnTokensConfig;
import io.traceconnector.app.callers.tokens.PathPatterns;
import io.traceconnector.app.callers.tokens.TokenAuthority;
import io.traceconnector.app.callers.tokens.TokenDeed;
import io.traceconnector.app.callers.usage.Usage;
import io.traceconnector.app.http.ClientCertificates;
import io.traceconnector.app.http.HttpConfig;
import io.traceconnector.app.journal.JournalOwner;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.trace.Relay;
import io.traceconnector.chainscript.Algorithms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Puts the ways in which callers are recognised in their order: the one that knows its credentials best stands first. */
record CallersChain(
        TenantDirectory tenants,
        Callers callers,
        FilePolicies policies,
        IdentityStore store,
        IdentityAdministration administration,
        TokenAuthority tokens,
        Throttle throttle,
        Caps caps,
        Usage usage,
        Optional<HttpDecisionPoint> decisionPoint) {

    private static final List<String> TOKEN_ROLES = List.of("connector.writer", "connector.relay");

    /**
     * What it is made of.
     *
     * @param data the directory in which the store has its own
     */
    record Parts(
            ConnectorConfig config,
            Path data,
            KeyRing keys,
            Algorithms algorithms,
            Relay relay,
            AuditLog audit,
            MeterRegistry meters,
            Clock clock) {}

    /** @throws IllegalArgumentException with the part of the configuration that cannot be used */
    static CallersChain start(Parts parts, Stopping stopping) {
        ConnectorConfig config = parts.config();
        CallersConfig callers = config.callers();
        NetworkAuthenticator.requireClosed(callers.network(), config.http().hosts());
        requireAddress(config);
        IdentityStore store = stopping.started(
                "callers",
                IdentityStore.open(callers.store(), parts.data().resolve("callers"), owner(parts), parts.clock()));
        TenantDirectory tenants =
                new TenantDirectory(config.tenants(), config.organisations().keySet(), store.tenants()::all);
        FilePolicies policies = new FilePolicies(
                tenants,
                tenant -> FieldKeys.derived(store.derived("hashes of hidden fields"))
                        .of(tenant),
                parts.clock(),
                parts.meters(),
                tenants.configured());
        stopping.started(
                "policies",
                PolicyWatch.start(
                        policies,
                        new PolicyRecords(policies, parts.audit()),
                        config.keys().watchInterval()));
        Throttle throttle = new Throttle(callers.throttle(), System::nanoTime, parts.meters());
        Usage usage = stopping.started("usage", usage(parts));
        Issuers issuers = new Issuers(publicUrl(config.http()), tenants);
        Identities identities = store.identities(tenants);
        TokenAuthority tokens = new TokenAuthority(
                callers.ownTokens(),
                issuers,
                parts.keys(),
                identities,
                token -> wait(throttle, usage, token),
                parts.clock());
        ForeignTokens foreign = stopping.started("issuers", foreign(callers, tenants, parts.meters(), parts.clock()));
        IntegratorTokens integrators = new IntegratorTokens(
                callers.integrators(),
                issuers,
                tenants,
                identities,
                callers.ownTokens().skew(),
                parts.clock());
        Optional<HttpDecisionPoint> external = decisionPoint(callers, parts.meters());
        external.ifPresent(point -> stopping.started("decision-point", point));
        List<Authenticator> authenticators = new ArrayList<>();
        authenticators.addAll(List.of(configured(callers, tenants), tokens.authenticator(), integrators));
        authenticators.addAll(foreign.authenticators());
        authenticators.addAll(List.of(
                new PluginCallers(identities),
                new ProxyAuthenticator(callers.proxies(), tenants, parts.clock()),
                new NetworkAuthenticator(callers.network()),
                new AccountCallers(callers, config.organisations(), parts.relay(), tenants)));
        return new CallersChain(
                tenants,
                new Callers(
                        authenticators,
                        tenants,
                        policies,
                        PathPatterns::allow,
                        parts.clock(),
                        new BoundTokens(
                                callers.ownTokens(),
                                issuers.audience(),
                                () -> store.derived("nonces of proofs"),
                                parts.clock()),
                        external.map(point -> point)),
                policies,
                store,
                store.administration(tenants, config.organisations().keySet(), policies),
                tokens,
                throttle,
                new Caps(callers.throttle().lasting(), parts.meters()),
                usage,
                external);
    }

    /**
     * Reads what can be read without asking anybody.
     *
     * @throws IllegalArgumentException with the part of the configuration that cannot be used
     */
    static TenantDirectory check(ConnectorConfig config) {
        TenantDirectory tenants =
                new TenantDirectory(config.tenants(), config.organisations().keySet(), List::of);
        configured(config.callers(), tenants);
        NetworkAuthenticator.requireClosed(
                config.callers().network(), config.http().hosts());
        requireAddress(config);
        new Issuers(publicUrl(config.http()), tenants);
        foreign(config.callers(), tenants, new SimpleMeterRegistry(), Clock.systemUTC())
                .close();
        decisionPoint(config.callers(), new SimpleMeterRegistry()).ifPresent(HttpDecisionPoint::close);
        return tenants;
    }

    /** What signs tokens needs a name that does not change with the listener's address; what is bound to certificates needs those of clients. */
    private static void requireAddress(ConnectorConfig config) {
        boolean signing = config.organisations().values().stream()
                .anyMatch(organisation -> !organisation.tokenKeys().isEmpty());
        if (signing && config.http().publicUrl().isEmpty()) {
            throw new IllegalArgumentException(
                    "http.public-url must be the address by which applications reach the connector: tokens that are signed with organisations.<id>.token-keys name it as their issuer");
        }
        boolean shown = !config.http().forApplications()
                || config.http()
                        .tls()
                        .filter(tls -> tls.clientCertificates() != ClientCertificates.NONE)
                        .isPresent();
        if (config.callers().ownTokens().certificateBound() && !shown) {
            throw new IllegalArgumentException(
                    "callers.own-tokens.certificate-bound needs http.tls.client-certificates: wanted or required");
        }
    }

    private static ForeignTokens foreign(
            CallersConfig callers, TenantDirectory tenants, MeterRegistry meters, Clock clock) {
        OwnTokensConfig own = callers.ownTokens();
        return new ForeignTokens(callers.issuers(), tenants, own.skew(), own.remembered(), meters, clock);
    }

    private static Optional<HttpDecisionPoint> decisionPoint(CallersConfig callers, MeterRegistry meters) {
        return callers.authz().pdp().map(config -> new HttpDecisionPoint(config, meters, System::nanoTime));
    }

    private static ConfiguredTokens configured(CallersConfig callers, TenantDirectory tenants) {
        return new ConfiguredTokens(
                callers.tokens(), callers.tokenRoles().orElse(TOKEN_ROLES), callers.tokenNetworks(), tenants);
    }

    private static JournalOwner owner(Parts parts) {
        OrganisationId organisation = parts.config()
                .callers()
                .store()
                .organisation()
                .orElseGet(() -> new TreeSet<>(parts.config().organisations().keySet()).getFirst());
        return new JournalOwner(organisation, parts.keys(), parts.algorithms());
    }

    private static URI publicUrl(HttpConfig http) {
        return http.publicUrl()
                .orElseGet(() -> URI.create(
                        (http.tls().isPresent() ? "https://" : "http://") + http.host() + ":" + http.port()));
    }

    private static Optional<Duration> wait(Throttle throttle, Usage usage, TokenDeed token) {
        if (throttle.tokenRequest(token.caller()) instanceof Pass.Wait(var _, var seconds)) {
            return Optional.of(Duration.ofSeconds(seconds));
        }
        return usage.tokenRequest(token.tenant(), token.caller()).map(Duration::ofSeconds);
    }

    private static Usage usage(Parts parts) {
        try {
            return Usage.open(
                    parts.config().callers().quota(), parts.data().resolve("usage"), parts.clock(), parts.meters());
        } catch (IOException e) {
            throw new UncheckedIOException("what callers have used cannot be read: " + e.getMessage(), e);
        }
    }
}
