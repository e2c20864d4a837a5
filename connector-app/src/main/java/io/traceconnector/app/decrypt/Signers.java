package io.traceconnector.app.decrypt;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.keys.KeyId;
import io.traceconnector.app.trace.AccountKey;
import io.traceconnector.app.trace.TraceException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who signs in a workflow: the accounts' signing keys, pinned by configuration or at first sight, for good. Trace is asked when a key is met
 * that is not known, at most once a minute a workflow; while it does not answer, the pins on disk serve. Safe for many threads.
 */
public final class Signers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Signers.class);

    /** As Trace numbers workflows; other names are nobody's, and no names of files. */
    private static final Pattern ROW_ID = Pattern.compile("[0-9]{1,64}");

    /** The least used is forgotten and read from disk again. */
    private static final int MAX_WORKFLOWS = 10_000;

    /** Questions to Trace at a time; others wait for their turn. */
    private static final int MAX_REFRESHES = 16;

    /** How long the end waits for questions that are under way, which write down what they learn. */
    private static final Duration END = Duration.ofSeconds(5);

    private final SignerSource source;
    private final PinnedAccounts configured;
    private final PinFiles files;
    private final Duration wait;
    private final Clock clock;
    private final Counter changedKeys;
    private final Semaphore refreshes = new Semaphore(MAX_REFRESHES);
    private volatile boolean closed;
    private final LoadingCache<String, Workflow> workflows =
            Caffeine.newBuilder().maximumSize(MAX_WORKFLOWS).build(this::load);

    /**
     * @param data the directory of the pins; made when missing
     * @throws IllegalArgumentException when a pin of the configuration is neither a public key nor a fingerprint
     */
    public Signers(DecryptConfig config, SignerSource source, Path data, Clock clock, MeterRegistry meters) {
        this.source = source;
        this.configured = PinnedAccounts.of(config.pinnedSigners());
        this.files = new PinFiles(data);
        this.wait = config.signersWait();
        this.clock = clock;
        this.changedKeys = Counter.builder("connector.decrypt.signers.changed")
                .description("Accounts for which Trace stated another signing key than the pinned one")
                .register(meters);
    }

    /**
     * The account of the workflow that signs with this key.
     *
     * @param organisations in whose name Trace may be asked; where there is none the pins at hand serve
     */
    Optional<String> account(Set<OrganisationId> organisations, String workflow, KeyId key) {
        if (!ROW_ID.matcher(workflow).matches()) {
            return Optional.empty();
        }
        Workflow asked = workflows.get(workflow);
        Optional<String> account = asked.signers().account(key);
        if (account.isPresent() || organisations.isEmpty()) {
            return account;
        }
        asked.refresh().await(clock.instant(), () -> refresh(organisations, workflow, asked.signers()));
        return asked.signers().account(key);
    }

    /** Whether Trace was asked about the workflow's accounts and has not answered. */
    boolean unanswered(String workflow) {
        return workflows.get(workflow).refresh().unanswered();
    }

    /** Asks nothing more, and returns when nothing is under way any more, after five seconds in any case. */
    @Override
    public void close() {
        closed = true;
        try {
            if (refreshes.tryAcquire(MAX_REFRESHES, END.toMillis(), TimeUnit.MILLISECONDS)) {
                refreshes.release(MAX_REFRESHES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Workflow load(String workflow) {
        return new Workflow(
                new WorkflowSigners(workflow, configured.of(workflow), files, changedKeys), new SignerRefresh(wait));
    }

    private CompletableFuture<Boolean> refresh(
            Set<OrganisationId> organisations, String workflow, WorkflowSigners signers) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread.ofVirtual().name("signers-" + workflow).start(() -> {
            refreshes.acquireUninterruptibly();
            boolean answered = false;
            try {
                Optional<List<AccountKey>> stated =
                        closed ? Optional.empty() : ask(organisations, new WorkflowId(workflow));
                stated.ifPresent(signers::learn);
                answered = stated.isPresent();
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("workflow", workflow)
                        .setCause(e)
                        .log("a workflow's signers were not refreshed");
            } finally {
                refreshes.release();
                done.complete(answered);
            }
        });
        return done;
    }

    /** What the first organisation that is told any accounts is told; empty where Trace answered none of them. */
    private Optional<List<AccountKey>> ask(Set<OrganisationId> organisations, WorkflowId workflow) {
        Optional<List<AccountKey>> answer = Optional.empty();
        for (OrganisationId organisation : organisations) {
            try {
                List<AccountKey> stated = source.signers(organisation, workflow);
                answer = Optional.of(stated);
                if (!stated.isEmpty()) {
                    return answer;
                }
            } catch (TraceException e) {
                if (e.kind() == TraceException.Kind.REFUSED) {
                    // Asking again would not help, and whoever waits for an answer would wait for ever.
                    answer = answer.or(() -> Optional.of(List.of()));
                }
                LOG.atInfo()
                        .addKeyValue("workflow", workflow)
                        .addKeyValue("organisation", organisation)
                        .addKeyValue("kind", e.kind())
                        .log("Trace did not give a workflow's signers; the pins at hand serve");
            }
        }
        return answer;
    }

    private record Workflow(WorkflowSigners signers, SignerRefresh refresh) {}
}
