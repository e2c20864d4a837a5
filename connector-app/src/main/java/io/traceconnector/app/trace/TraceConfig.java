package io.traceconnector.app.trace;

import io.traceconnector.api.Default;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where Trace, Account and Media are, and how patiently they are asked.
 *
 * @param url of Trace's API; {@code https}, or {@code http} on a loopback host
 */
public record TraceConfig(
        @Default("https://trace-api.stratumn.com") URI url,
        @Default("https://account-api.stratumn.com") URI accountUrl,
        @Default("https://media-api.stratumn.com") URI mediaUrl,
        TimeoutConfig timeouts,
        RetryConfig retries,
        CircuitConfig circuit,
        LimitConfig limits) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public TraceConfig {
        url = endpoint("url", url);
        accountUrl = endpoint("account-url", accountUrl);
        mediaUrl = endpoint("media-url", mediaUrl);
    }

    private static URI endpoint(String key, URI uri) {
        String host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(key + " must be a URL of scheme, host and path only");
        }
        boolean loopback = LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !("http".equalsIgnoreCase(uri.getScheme()) && loopback)) {
            throw new IllegalArgumentException(key + " must be an https URL; http is for loopback hosts only");
        }
        String text = uri.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }
}
