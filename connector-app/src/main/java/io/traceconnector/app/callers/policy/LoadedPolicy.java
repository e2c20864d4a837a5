package io.traceconnector.app.callers.policy;

import java.nio.file.Path;
import java.util.Optional;

/** A version of a tenant's policy; each one is itself only, however alike two are. */
final class LoadedPolicy {

    private final Optional<Path> file;
    private final Policy policy;

    LoadedPolicy(Optional<Path> file, Policy policy) {
        this.file = file;
        this.policy = policy;
    }

    /** Empty where the built-in roles count alone. */
    Optional<Path> file() {
        return file;
    }

    Policy policy() {
        return policy;
    }
}
