package io.traceconnector.app.modules;

import io.traceconnector.api.RunningModule;
import java.time.Instant;

/** Where a module is in its life. */
public sealed interface ModuleState {

    /** Its start is under way. */
    record Starting() implements ModuleState {}

    record Running(RunningModule module) implements ModuleState {}

    /**
     * Its start has failed and is tried again.
     *
     * @param cause for the log and for health, by its class only
     */
    record Failed(Throwable cause, int attempts, Instant nextAttempt) implements ModuleState {}

    record Stopped() implements ModuleState {}
}
