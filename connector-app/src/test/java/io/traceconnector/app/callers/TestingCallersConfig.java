package io.traceconnector.app.callers;

import io.traceconnector.api.SecretSource;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.network.NetworkConfig;
import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.callers.store.StoreConfig;
import io.traceconnector.app.callers.throttle.TestingThrottle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configurations of callers with nothing but tokens. */
public final class TestingCallersConfig {

    private TestingCallersConfig() {}

    public static CallersConfig of(
            List<SecretSource> tokens, Duration admittedFor, Duration refusedFor, int remembered) {
        return new CallersConfig(
                tokens,
                Optional.empty(),
                admittedFor,
                refusedFor,
                remembered,
                ProxyConfig.none(),
                new NetworkConfig(false, new TenantId("default"), List.of(), false),
                TestingThrottle.CONFIG,
                StoreConfig.usual());
    }
}
