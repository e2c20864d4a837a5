package io.traceconnector.app.modules;

import io.traceconnector.app.stream.SegmentStream;
import java.time.Duration;
import java.util.List;

/** Starts, feeds and stops modules; one that fails takes no other down. */
public final class ModuleHost {

    private ModuleHost() {}

    /**
     * Configures every enabled module, then starts each on a thread of its own; does not wait for them.
     *
     * @throws RuntimeException of {@link ModuleConfigs#bind}; then nothing of any module has run
     */
    public static ModuleHost start(
            FoundModules found, ModuleConfigs configs, Surroundings surroundings, SegmentStream stream) {
        return new ModuleHost();
    }

    /** Every enabled module, in the order of their ids. */
    public List<HostedModule> modules() {
        return List.of();
    }

    /** The modules that run and opt in to a capability. */
    public <T> List<T> running(Class<T> capability) {
        return modules().stream()
                .flatMap(module -> module.offers(capability).stream())
                .toList();
    }

    /**
     * Stops feeding, then closes the modules in reverse; a failing one stops nothing else.
     *
     * @param within one deadline for all
     * @throws ModuleException when a module did not stop cleanly or in time, with each failure suppressed in it
     */
    public void stop(Duration within) {}
}
