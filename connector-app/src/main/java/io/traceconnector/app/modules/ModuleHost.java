package io.traceconnector.app.modules;

import io.traceconnector.api.ConnectorModule;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.ProblemException;
import io.traceconnector.app.stream.SegmentStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, feeds and stops modules; one that fails takes no other down. Safe for many threads. */
public final class ModuleHost {

    private static final Logger LOG = LoggerFactory.getLogger(ModuleHost.class);

    private final List<ModuleRunner> runners;

    private ModuleHost(List<ModuleRunner> runners) {
        this.runners = runners;
    }

    /**
     * Configures every enabled module; nothing of any has run when this returns.
     *
     * @throws RuntimeException of {@link ModuleConfigs#bind}
     */
    public static ModuleHost configured(FoundModules found, ModuleConfigs configs, SegmentStream stream) {
        return configured(found.modules(), configs, stream::feed, StartRetry.STANDARD);
    }

    static ModuleHost configured(
            List<ConnectorModule<?>> found, ModuleConfigs configs, Feeder feeder, StartRetry retry) {
        List<ModuleRunner> runners = new ArrayList<>();
        for (ConnectorModule<?> module : found) {
            if (configs.enabled(module.id())) {
                runners.add(new ModuleRunner(Startable.configured(module, configs), retry, feeder));
            }
        }
        return new ModuleHost(List.copyOf(runners));
    }

    /** Starts each module on a thread of its own, once; does not wait for them. */
    public void start(Surroundings surroundings) {
        runners.forEach(runner -> runner.start(surroundings));
    }

    /** Every enabled module, in the order of their ids. */
    public List<HostedModule> modules() {
        return runners.stream().map(ModuleRunner::view).toList();
    }

    /** The modules that run and opt in to a capability. */
    public <T> List<T> running(Class<T> capability) {
        return modules().stream()
                .flatMap(module -> module.offers(capability).stream())
                .toList();
    }

    /**
     * The modules that judge links, in the order of their ids.
     *
     * @throws ProblemException 503 {@code validation_unavailable} where one of them does not run: no link passes unjudged
     */
    public List<LinkValidator> validators() {
        return runners.stream()
                .filter(ModuleRunner::judgesLinks)
                .map(runner -> runner.view()
                        .offers(LinkValidator.class)
                        .orElseThrow(() -> new ProblemException(
                                503,
                                "validation_unavailable",
                                "The module " + runner.view().id()
                                        + " judges links and does not run; nothing is written until it does.")))
                .toList();
    }

    /**
     * Stops feeding, then closes the modules in reverse; a failing one stops nothing else. A second call does nothing more.
     *
     * @param within one deadline for all
     * @throws ModuleException when a module did not stop cleanly or in time, with each failure suppressed in it
     */
    public void stop(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        List<ModuleException> failures = new ArrayList<>();
        runners.forEach(ModuleRunner::signalStop);
        for (ModuleRunner runner : runners.reversed()) {
            stopFeeding(runner, left(deadline)).ifPresent(failures::add);
        }
        for (ModuleRunner runner : runners.reversed()) {
            close(runner, left(deadline)).ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            ModuleException all = new ModuleException(failures.size() + " failures while modules were stopped");
            failures.forEach(all::addSuppressed);
            throw all;
        }
    }

    private static Optional<ModuleException> stopFeeding(ModuleRunner runner, Duration within)
            throws InterruptedException {
        return runner.stopFeeding(within).map(what -> failure(runner, what, null));
    }

    /** On a thread of its own, since a module may hang. */
    private static Optional<ModuleException> close(ModuleRunner runner, Duration within) throws InterruptedException {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread.ofVirtual().name("close-" + runner.view().id()).start(() -> {
            try {
                runner.close();
                closed.complete(null);
            } catch (Throwable e) {
                closed.completeExceptionally(e);
            }
        });
        try {
            closed.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(failure(runner, "it does not close in time", e));
        } catch (ExecutionException e) {
            return Optional.of(failure(runner, "it does not close cleanly", e.getCause()));
        }
    }

    private static ModuleException failure(ModuleRunner runner, String what, @Nullable Throwable cause) {
        String id = runner.view().id();
        LOG.atWarn().addKeyValue("module", id).setCause(cause).log("a module does not stop as it should: {}", what);
        String message = "the module " + id + " does not stop as it should: " + what;
        return cause == null ? new ModuleException(message) : new ModuleException(message, cause);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }
}
