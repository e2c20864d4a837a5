package io.traceconnector.app.callers.proxy;

import java.util.List;

/**
 * A client certificate that the listener has verified.
 *
 * @param san alternative names (DNS names or URIs), one of which the certificate must have
 */
public record MtlsConfig(List<String> san) {

    public MtlsConfig {
        san = List.copyOf(san);
        if (san.isEmpty() || san.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("san must name at least one DNS name or URI");
        }
    }
}
