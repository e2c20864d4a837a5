package io.traceconnector.app.callers.policy;

import io.traceconnector.app.callers.SpaceKind;
import java.util.Optional;
import java.util.UUID;

/**
 * What a request needs to be allowed.
 *
 * @param action such as {@code links:read}; the ones of modules are {@code <module>:use}
 * @param space the one that the path names; empty where any of the tenant's of this kind will do
 */
public record Need(String action, SpaceKind kind, Optional<UUID> space) {}
