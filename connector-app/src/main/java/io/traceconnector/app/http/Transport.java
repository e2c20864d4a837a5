package io.traceconnector.app.http;

import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.callers.proxy.TrustedProxies;
import io.traceconnector.app.keys.KeyFileAccess;
import java.time.Clock;
import java.util.Optional;

/** How requests come to the listeners: whether by TLS, and through which proxies. All files are read when it is made. */
public final class Transport {

    private final Optional<ServerTls> tls;
    private final Optional<ServerTls> managementTls;
    private final TrustedProxies proxies;
    private final PlainRule plain;

    /** @throws RuntimeException where a file cannot be used, or tokens would come unencrypted to an address that others reach */
    public Transport(HttpConfig config, ProxyConfig proxies, KeyFileAccess access, Clock clock) {
        this.tls = config.tls()
                .filter(given -> config.forApplications())
                .map(given -> ServerTls.load("http.tls", given, access));
        this.managementTls = config.managementTls().map(given -> ServerTls.load("http.management-tls", given, access));
        this.proxies = new TrustedProxies(proxies, access, clock);
        this.plain = PlainRule.of(config, this.proxies);
    }

    Optional<ServerTls> tls() {
        return tls;
    }

    Optional<ServerTls> managementTls() {
        return managementTls;
    }

    TrustedProxies proxies() {
        return proxies;
    }

    PlainRule plain() {
        return plain;
    }
}
