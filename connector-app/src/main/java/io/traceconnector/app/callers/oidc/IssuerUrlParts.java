package io.traceconnector.app.callers.oidc;

import java.net.URI;

/**
 * An address, taken apart for a request.
 *
 * @param host without the brackets of IPv6
 * @param authority as in the header Host
 * @param target path and query
 */
record IssuerUrlParts(boolean encrypted, String host, int port, String authority, String target) {

    static IssuerUrlParts of(URI url) {
        boolean encrypted = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : encrypted ? 443 : 80;
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new IssuerUrlParts(
                encrypted,
                url.getHost().replaceAll("^\\[|]$", ""),
                port,
                url.getRawAuthority(),
                url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
    }
}
