package io.traceconnector.app.callers;

import io.traceconnector.api.SecretSource;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.network.NetworkConfig;
import io.traceconnector.app.callers.pdp.AuthzConfig;
import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.callers.store.StoreBounds;
import io.traceconnector.app.callers.store.StoreConfig;
import io.traceconnector.app.callers.throttle.TestingThrottle;
import io.traceconnector.app.callers.tokens.IntegratorsConfig;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import io.traceconnector.app.callers.usage.TestingUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations of callers with nothing but tokens. */
public final class TestingCallersConfig {

    private TestingCallersConfig() {}

    public static CallersConfig of(
            List<SecretSource> tokens, Duration admittedFor, Duration refusedFor, int remembered) {
        return new CallersConfig(
                tokens,
                Optional.empty(),
                List.of(),
                admittedFor,
                refusedFor,
                remembered,
                ProxyConfig.none(),
                new NetworkConfig(false, new TenantId("default"), List.of(), false),
                TestingThrottle.CONFIG,
                TestingUsage.QUOTA,
                new StoreConfig(Optional.empty(), Optional.empty(), new StoreBounds(10_000, 100_000, 1_000_000)),
                TestingOwnTokensConfig.usual(),
                new IntegratorsConfig(List.of(), Map.of(), 100),
                List.of(),
                new AuthzConfig(Optional.empty()));
    }
}
