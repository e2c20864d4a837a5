package io.traceconnector.app.callers.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TenantConfig;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.TestingTenants;
import io.traceconnector.app.callers.policy.FieldKeys;
import io.traceconnector.app.callers.policy.FilePolicies;
import io.traceconnector.app.journal.Disk;
import io.traceconnector.app.journal.FakeClock;
import io.traceconnector.app.journal.FakeDisk;
import io.traceconnector.app.journal.FakeKeys;
import io.traceconnector.app.journal.JournalKind;
import io.traceconnector.app.journal.JournalOwner;
import io.traceconnector.chainscript.Algorithms;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One life of a process with a store, without a thread of its own, and two tenants in its configuration. */
public final class TestingStore implements AutoCloseable {

    static final OrganisationId US = FakeKeys.US;
    static final OrganisationId THEM = new OrganisationId("them");
    static final JournalKind KIND = new JournalKind("TCCALRS1", "callers of tests", "local key of tests");
    static final StoreBounds BOUNDS = new StoreBounds(20, 5, 8);
    static final char[] PASSWORD = "correct horse battery".toCharArray();

    public final FakeClock clock;
    final Ledger ledger;
    final Passwords passwords;
    final LastUses uses = new LastUses();
    public final Identities identities;
    public final IdentityAdministration admin;
    public final TenantDirectory tenants;
    final FilePolicies policies;

    TestingStore() throws IOException {
        this(new FakeDisk(), new FakeClock());
    }

    TestingStore(Disk disk, FakeClock clock) throws IOException {
        this(embedded(disk, clock), BOUNDS, clock);
    }

    /** On a disk of its own. */
    public TestingStore(Map<TenantId, TenantConfig> configured, Set<OrganisationId> organisations) {
        this(embedded(new FakeDisk(), new FakeClock()), BOUNDS, new FakeClock(), configured, organisations);
    }

    TestingStore(LogSource source, StoreBounds bounds, FakeClock clock) {
        this(
                source,
                bounds,
                clock,
                Map.of(
                        new TenantId("acme"),
                        TestingTenants.config(US.value()),
                        new TenantId("beta"),
                        TestingTenants.config(THEM.value())),
                Set.of(US, THEM, new OrganisationId("spare")));
    }

    private TestingStore(
            LogSource source,
            StoreBounds bounds,
            FakeClock clock,
            Map<TenantId, TenantConfig> configured,
            Set<OrganisationId> organisations) {
        this.clock = clock;
        this.ledger = new Ledger(source, bounds, clock);
        this.passwords = new Passwords(ledger);
        this.tenants = new TenantDirectory(
                configured, organisations, () -> ledger.known().tenants());
        ledger.follow();
        this.policies =
                new FilePolicies(tenants, FieldKeys.derived(new byte[32]), clock, new SimpleMeterRegistry(), List.of());
        OpenPlugins open = new OpenPlugins(tenants);
        this.identities = new KnownIdentities(ledger, new SecretChecks(ledger, uses), passwords, open);
        AccountAdministration accounts = new AccountAdministration(ledger);
        this.admin = new IdentityAdministration(
                new TenantAdministration(ledger, tenants, organisations, policies),
                accounts,
                new AccountKeys(ledger, accounts),
                new PluginAdministration(ledger, open),
                new InstallationAdministration(ledger, open),
                new OperatorAdministration(ledger, tenants, passwords));
    }

    private static LogSource embedded(Disk disk, FakeClock clock) {
        return new EmbeddedSource(disk, owner(new FakeKeys()), KIND, BOUNDS, clock);
    }

    static JournalOwner owner(FakeKeys ring) {
        return new JournalOwner(US, ring, Algorithms.platform());
    }

    Tenant acme() {
        return tenants.named("acme").orElseThrow();
    }

    Tenant beta() {
        return tenants.named("beta").orElseThrow();
    }

    public static UUID space(Tenant tenant) {
        return tenant.operational().getFirst().id();
    }

    /** A tenant of one organisation with an alias, {@code alias-of-} and its id. */
    static TenantDraft draft(String id, OrganisationId organisation) {
        return new TenantDraft(
                new TenantId(id),
                Optional.empty(),
                Set.of("alias-of-" + id),
                Set.of(organisation),
                List.of(),
                Optional.empty());
    }

    static AccountDraft draft(Tenant tenant, Optional<String> clientId) {
        return new AccountDraft(
                clientId,
                "for tests",
                Map.of(space(tenant), Set.of("connector.reader")),
                List.of("/api/**"),
                List.of());
    }

    Issued<ServiceAccount> account() {
        return admin.accounts().create(acme(), draft(acme(), Optional.empty()));
    }

    boolean opens(Issued<ServiceAccount> account) {
        return opens(account, account.secret());
    }

    boolean opens(Issued<ServiceAccount> account, String secret) {
        return identities.isSecretOfServiceAccount(account.to().clientId(), secret);
    }

    @Override
    public void close() throws IOException {
        passwords.close();
        ledger.close();
    }
}
