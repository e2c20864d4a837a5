package io.traceconnector.app.modules;

import io.traceconnector.api.ModuleContext;
import io.traceconnector.api.RunningModule;
import io.traceconnector.api.SegmentConsumer;
import io.traceconnector.app.stream.Pauses;
import io.traceconnector.app.stream.Subscription;
import io.traceconnector.app.trace.Backoff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one module: starts it until it runs, feeds it, stops it. */
final class ModuleRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleRunner.class);

    private final Startable<?> startable;
    private final Feeder feeder;
    private final Pauses pauses;
    private final Backoff backoff;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread starter;
    private volatile ModuleState state = new ModuleState.Starting();
    private @Nullable Subscription subscription;
    private @Nullable ModuleMeters meters;

    ModuleRunner(Startable<?> startable, StartRetry retry, Feeder feeder) {
        this.startable = startable;
        this.feeder = feeder;
        pauses = retry.pauses();
        backoff = retry.backoff();
    }

    /** Called once. */
    synchronized void start(Surroundings around) {
        starter = Thread.ofVirtual().name("start-" + startable.id()).start(() -> startUntilItRuns(around));
    }

    HostedModule view() {
        return new HostedModule(startable.id(), state);
    }

    boolean judgesLinks() {
        return startable.judgesLinks();
    }

    private void startUntilItRuns(Surroundings around) {
        try {
            int attempt = 1;
            while (!tryToStart(attempt, around)) {
                attempt++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The module's boundary: whatever it throws is reported, and takes nothing else down.
     *
     * @return whether there is no need to try again
     */
    private boolean tryToStart(int attempt, Surroundings around) throws InterruptedException {
        ModuleMeters own = new ModuleMeters(around.meters(), startable.id());
        try {
            Path directory = Files.createDirectories(around.data().resolve(startable.id()));
            run(startable.start(context(directory, own, around)), own);
            return true;
        } catch (Throwable e) {
            own.close();
            Duration pause = backoff.next();
            fail(new ModuleState.Failed(e, attempt, around.clock().instant().plus(pause)));
            LOG.atError()
                    .addKeyValue("module", startable.id())
                    .addKeyValue("attempt", attempt)
                    .setCause(e)
                    .log("a module does not start; it is tried again");
            return pauses.pause(pause, stop);
        }
    }

    private ModuleContext context(Path directory, ModuleMeters own, Surroundings around) {
        return new StartedContext(
                directory,
                around.clock(),
                own,
                around.links(),
                around.writers().apply(startable.id()),
                around.tenants());
    }

    private synchronized @Nullable Thread starter() {
        return starter;
    }

    private synchronized void fail(ModuleState.Failed failed) {
        if (stop.getCount() > 0) {
            state = failed;
        }
    }

    private void run(RunningModule running, ModuleMeters own) {
        if (stop.getCount() == 0) {
            own.close();
            running.close();
            return;
        }
        synchronized (this) {
            meters = own;
            if (running instanceof SegmentConsumer consumer) {
                subscription = feeder.feed(startable.id(), consumer);
            }
            state = new ModuleState.Running(running);
        }
        LOG.atInfo().addKeyValue("module", startable.id()).log("a module runs");
    }

    /** Begins to stop: no new start, no new batch. */
    void signalStop() {
        stop.countDown();
    }

    /**
     * Waits until the last start and the last batch have returned.
     *
     * @return what is still under way when the time is over
     */
    Optional<String> stopFeeding(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        Thread starting = starter();
        if (starting != null && !starting.join(atLeastOne(within))) {
            starting.interrupt();
            return Optional.of("its start is still under way");
        }
        Subscription fed = subscription();
        boolean ended = fed == null || fed.stop(atLeastOne(Duration.ofNanos(deadline - System.nanoTime())));
        return ended ? Optional.empty() : Optional.of("it is still taking a batch");
    }

    /** Closes what runs; what the module throws goes to the caller. */
    void close() {
        try {
            if (exchangeForStopped() instanceof ModuleState.Running(RunningModule running)) {
                running.close();
            }
        } finally {
            forgetMeters();
        }
    }

    private synchronized @Nullable Subscription subscription() {
        return subscription;
    }

    private synchronized ModuleState exchangeForStopped() {
        ModuleState before = state;
        state = new ModuleState.Stopped();
        return before;
    }

    private synchronized void forgetMeters() {
        if (meters != null) {
            meters.close();
        }
    }

    private static Duration atLeastOne(Duration length) {
        return length.isPositive() ? length : Duration.ofNanos(1);
    }
}
