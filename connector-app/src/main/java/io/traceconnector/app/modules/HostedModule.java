package io.traceconnector.app.modules;

import io.traceconnector.api.RunningModule;
import java.util.Optional;

/** A module of this process, as it is at the moment of asking. */
public record HostedModule(String id, ModuleState state) {

    /** The running module as one of its capabilities; empty where it does not run or does not opt in. */
    public <T> Optional<T> offers(Class<T> capability) {
        return state instanceof ModuleState.Running(RunningModule running) && capability.isInstance(running)
                ? Optional.of(capability.cast(running))
                : Optional.empty();
    }
}
