package io.traceconnector.app;

import io.traceconnector.app.callers.policy.FilePolicies;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has policy files read anew when one of them changes, or a tenant comes that has one; as long as one cannot be used, every time. Only once
 * they look the same twice: half of a file may be a policy too, one that hides less.
 */
final class PolicyWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    private final FilePolicies policies;
    private final PolicyRecords records;
    private final Duration interval;
    private final Thread watch;
    /** Of nothing at first: what changed between the first reading and the first look is seen. */
    private FileStamps read = FileStamps.of(List.of());

    private FileStamps seen = read;

    private PolicyWatch(FilePolicies policies, PolicyRecords records, Duration interval) {
        this.policies = policies;
        this.records = records;
        this.interval = interval;
        this.watch = Thread.ofVirtual().name("policy-watch").unstarted(this::watch);
    }

    /** Returns when the policies of now are recorded. */
    static PolicyWatch start(FilePolicies policies, PolicyRecords records, Duration interval) {
        records.record();
        PolicyWatch watch = new PolicyWatch(policies, records, interval);
        watch.watch.start();
        return watch;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException e) {
            LOG.debug("the watch over policy files ends");
        }
    }

    /** The thread's boundary: whatever goes wrong, it looks again. */
    private void look() {
        try {
            FileStamps now = FileStamps.of(policies.files());
            boolean settled = now.equals(seen);
            seen = now;
            if (settled && (policies.hasProblems() || !now.equals(read))) {
                read = now;
                policies.reload();
            }
            records.record();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the policy files could not be looked at; tried again");
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
