package io.traceconnector.app.callers.oidc;

import java.net.URI;
import java.util.Set;

/** Addresses of issuers and of a decision point: {@code https}, or {@code http} to this machine where private addresses are allowed. */
public final class IssuerUrl {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private IssuerUrl() {}

    /** @throws IllegalArgumentException where it is none */
    public static void require(URI url, boolean allowPrivate, String name) {
        boolean plain = "http".equals(url.getScheme());
        if (!"https".equals(url.getScheme()) && !plain) {
            throw new IllegalArgumentException(name + " must be an https address");
        }
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(name + " must have a host, and neither user nor fragment");
        }
        if (plain && !(allowPrivate && LOOPBACK.contains(url.getHost()))) {
            throw new IllegalArgumentException(
                    name + " must be an https address; http only with allow-private, and to the loopback address");
        }
    }
}
