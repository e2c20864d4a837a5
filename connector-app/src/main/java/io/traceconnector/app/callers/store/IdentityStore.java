package io.traceconnector.app.callers.store;

import io.traceconnector.api.HealthCheck.Health;
import io.traceconnector.api.HealthCheck.State;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.callers.Tenants;
import io.traceconnector.app.callers.policy.FilePolicies;
import io.traceconnector.app.journal.DirectoryDisk;
import io.traceconnector.app.journal.DirectoryLock;
import io.traceconnector.app.journal.JournalKind;
import io.traceconnector.app.journal.JournalOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Service accounts, plugins, operators and tenants that were made at run time, on this machine's disk or in a PostgreSQL that replicas share. While
 * it cannot be opened, for a key or a database that is away, nobody in it is known, and everything else goes on.
 */
public final class IdentityStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityStore.class);

    private final Optional<DirectoryLock> directory;
    private final Ledger ledger;
    private final Passwords passwords;
    private final LastUses uses = new LastUses();
    private final Keeper keeper;

    private IdentityStore(Optional<DirectoryLock> directory, LogSource source, StoreBounds bounds, Clock clock) {
        this.directory = directory;
        this.ledger = new Ledger(source, bounds, clock);
        this.passwords = new Passwords(ledger);
        this.keeper = new Keeper(ledger, uses);
    }

    /**
     * Opens it, or tries that from time to time until it succeeds; waits for the first try at most some seconds.
     *
     * @param directory used where no PostgreSQL is configured
     * @throws IllegalStateException where another process uses the directory
     */
    public static IdentityStore open(StoreConfig config, Path directory, JournalOwner owner, Clock clock) {
        JournalKind kind = new JournalKind(
                "TCCALRS1",
                "callers 1 " + owner.organisation().value(),
                "trace-connector local key of the callers' store 1");
        if (config.postgresql().isPresent()) {
            LogSource source = new PostgresSource(config.postgresql().get(), owner, kind);
            return new IdentityStore(Optional.empty(), source, config.bounds(), clock).begun();
        }
        try {
            DirectoryLock lock = DirectoryLock.of(directory);
            LogSource source = new EmbeddedSource(new DirectoryDisk(directory), owner, kind, config.bounds(), clock);
            return new IdentityStore(Optional.of(lock), source, config.bounds(), clock).begun();
        } catch (IOException e) {
            throw new UncheckedIOException("the callers' directory " + directory + " cannot be used", e);
        }
    }

    private IdentityStore begun() {
        keeper.begin();
        return this;
    }

    /** @param all the tenants of the configuration and of the store together */
    public Identities identities(Tenants all) {
        return new KnownIdentities(ledger, new SecretChecks(ledger, uses), passwords, new OpenPlugins(all));
    }

    public StoredTenants tenants() {
        return () -> ledger.known().tenants();
    }

    /**
     * @param all the tenants of the configuration and of the store together
     * @param organisations of the configuration
     * @param policies those of all tenants
     */
    public IdentityAdministration administration(
            Tenants all, Set<OrganisationId> organisations, FilePolicies policies) {
        AccountAdministration accounts = new AccountAdministration(ledger);
        OpenPlugins open = new OpenPlugins(all);
        return new IdentityAdministration(
                new TenantAdministration(ledger, all, organisations, policies),
                accounts,
                new AccountKeys(ledger, accounts),
                new PluginAdministration(ledger, open),
                new InstallationAdministration(ledger, open),
                new OperatorAdministration(ledger, all, passwords));
    }

    /**
     * 32 bytes that are the same for a purpose as long as the store is, on all replicas, and that nobody without its key can tell.
     *
     * @throws ProblemException 503 where the store is away
     */
    public byte[] derived(String purpose) {
        return ledger.hash(("derived\n" + purpose).getBytes(StandardCharsets.UTF_8))
                .bytes();
    }

    /** Degraded while nothing can be changed; down while nobody is known. */
    public Health health() {
        Optional<String> trouble = ledger.trouble();
        if (trouble.isEmpty()) {
            return new Health(State.UP, "open", Optional.empty());
        }
        try {
            ledger.known();
            return new Health(State.DEGRADED, trouble.get(), Optional.empty());
        } catch (ProblemException e) {
            return new Health(State.DOWN, trouble.get(), Optional.empty());
        }
    }

    @Override
    public void close() {
        keeper.close();
        passwords.close();
        try {
            ledger.close();
            if (directory.isPresent()) {
                directory.get().close();
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.toString()).log("the callers' store was not closed well");
        }
    }
}
