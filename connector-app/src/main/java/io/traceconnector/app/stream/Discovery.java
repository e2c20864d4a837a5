package io.traceconnector.app.stream;

import io.traceconnector.api.Feed;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.trace.Backoff;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.Workflow;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Trace again and again for the workflows of our organisations. A workflow that vanishes is not forgotten. */
final class Discovery implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final Links links;
    private final Supply supply;
    private final Consumer<Feed> found;
    private final CountDownLatch stop;
    private final Backoff backoff;
    private final Set<OrganisationId> answered = ConcurrentHashMap.newKeySet();

    Discovery(Links links, Supply supply, Consumer<Feed> found, CountDownLatch stop) {
        this.links = links;
        this.supply = supply;
        this.found = found;
        this.stop = stop;
        RetryPauses retry = supply.config().retry();
        backoff = new Backoff(retry.first(), retry.longest());
    }

    /** Whether Trace has named the workflows of every organisation at least once. */
    boolean isComplete() {
        return answered.containsAll(supply.keys().organisations());
    }

    @Override
    public void run() {
        try {
            while (stop.getCount() > 0) {
                supply.pauses().pause(discoverAll(), stop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the pause until the next time. */
    private Duration discoverAll() {
        Duration interval = supply.config().discoveryInterval();
        boolean complete = true;
        for (OrganisationId organisation : supply.keys().organisations()) {
            complete &= discover(organisation);
        }
        if (complete) {
            backoff.reset();
            return interval;
        }
        Duration sooner = backoff.next();
        return sooner.compareTo(interval) < 0 ? sooner : interval;
    }

    /** The thread's boundary. */
    private boolean discover(OrganisationId organisation) {
        try {
            for (Workflow workflow : links.workflows(organisation)) {
                if (isWanted(workflow.id())) {
                    found.accept(new Feed(organisation, workflow.id()));
                }
            }
            answered.add(organisation);
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("organisation", organisation)
                    .addKeyValue("cause", e)
                    .log("the workflows of an organisation cannot be listed; it is tried again");
            return false;
        }
    }

    private boolean isWanted(WorkflowId workflow) {
        return supply.config().workflows().isEmpty()
                || supply.config().workflows().contains(workflow.value());
    }
}
