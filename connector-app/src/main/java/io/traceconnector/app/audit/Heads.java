package io.traceconnector.app.audit;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeyUnavailableException;
import io.traceconnector.app.keys.SigningKey;
import io.traceconnector.chainscript.PublicKeyPem;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the last line of the log, once in a while where anything was written, and tells it to the log output too: whoever keeps that elsewhere can prove
 * that nothing before it was taken away. Records do not wait for a signature. A key that is away leaves lines unsigned until it is back.
 */
final class Heads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.traceconnector.audit");
    private static final Duration LAST_SIGNATURE = Duration.ofSeconds(5);

    private final KeyRing keys;
    private final OrganisationId organisation;
    private final Supplier<Head> durable;
    private final Commits commits;
    private final Records records;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** The last line that a head on disk covers; the next line is that head. */
    private final AtomicLong covered = new AtomicLong(-1);

    private final Thread thread;
    private volatile boolean failing;

    /**
     * @param durable the last line that is on disk
     * @param pause between two heads
     */
    Heads(
            KeyRing keys,
            OrganisationId organisation,
            Supplier<Head> durable,
            Commits commits,
            Records records,
            Duration pause) {
        this.keys = keys;
        this.organisation = organisation;
        this.durable = durable;
        this.commits = commits;
        this.records = records;
        this.thread = Thread.ofVirtual().name("audit-heads").start(() -> run(pause));
    }

    /** Whether the last signature could not be made. */
    boolean isFailing() {
        return failing;
    }

    /** Signs what is on disk now, if anything but the last head was written since; returns when that is on disk too. */
    void sign() {
        Head head = durable.get();
        if (head.number() <= covered.get() + 1) {
            return;
        }
        try {
            SigningKey key = keys.signingKey(organisation);
            String signature = Base64.getEncoder().encodeToString(key.sign(head.message()));
            String fingerprint =
                    PublicKeyPem.parse(key.publicKeyPem()).fingerprint().hex();
            if (durable.get().number() - head.number() > Verification.REACH / 2) {
                // Too much was written meanwhile for a verification to remember; the next one is made of newer lines.
                return;
            }
            Batch batch = commits.offer(records.head(new SignedHead(head, organisation, fingerprint, signature)));
            LOG.atInfo()
                    .addKeyValue("line", head.number())
                    .addKeyValue("head", head.hash())
                    .addKeyValue("organisation", organisation)
                    .addKeyValue("key", fingerprint)
                    .addKeyValue("signature", signature)
                    .log("head of the audit log");
            failing = false;
            batch.await(LAST_SIGNATURE);
            covered.set(head.number());
        } catch (KeyUnavailableException e) {
            if (!failing) {
                LOG.atWarn().setCause(e).log("the audit log's head cannot be signed now; it goes on without");
            }
            failing = true;
        }
    }

    private void run(Duration pause) {
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                signQuietly();
            }
            signQuietly();
        } catch (InterruptedException e) {
            LOG.debug("the last head of the audit log is not signed");
        }
    }

    private void signQuietly() {
        try {
            sign();
        } catch (ProblemException e) {
            LOG.debug("a head of the audit log could not be written", e);
        }
    }

    /** Signs once more, if that is possible within five seconds. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LAST_SIGNATURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
