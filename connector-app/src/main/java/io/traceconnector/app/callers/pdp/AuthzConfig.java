package io.traceconnector.app.callers.pdp;

import java.util.Optional;

/**
 * Who decides besides the policies of tenants.
 *
 * @param pdp left out, nobody
 */
public record AuthzConfig(Optional<PdpConfig> pdp) {}
