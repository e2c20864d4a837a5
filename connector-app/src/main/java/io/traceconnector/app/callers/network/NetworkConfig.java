package io.traceconnector.app.callers.network;

import io.traceconnector.api.Default;
import io.traceconnector.api.TenantId;
import java.util.List;

/**
 * Whether the network alone admits: requests without any credential then come from one caller, {@code network}.
 *
 * @param tenant that it may enter, and no other
 * @param roles that it has there
 * @param iUnderstandThatEverybodyWhoReachesThisPortIsAdmitted needed where a listener is on an address that is neither loopback nor private
 */
public record NetworkConfig(
        @Default("false") boolean enabled,
        @Default("default") TenantId tenant,
        @Default("[connector.reader]") List<String> roles,
        @Default("false") boolean iUnderstandThatEverybodyWhoReachesThisPortIsAdmitted) {

    public NetworkConfig {
        roles = List.copyOf(roles);
        if (enabled && roles.isEmpty()) {
            throw new IllegalArgumentException("roles must name at least one role where the closed network is enabled");
        }
    }
}
