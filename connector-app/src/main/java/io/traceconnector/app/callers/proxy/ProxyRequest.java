package io.traceconnector.app.callers.proxy;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;

/**
 * A request as it came, before anybody has read its headers.
 *
 * @param target path and query exactly as they stand in the request line
 * @param encrypted whether the connection itself is
 * @param certificates the client's, verified; empty where there is none
 * @param headers all values of a header, whatever the case of its name
 */
public record ProxyRequest(
        String method,
        String target,
        InetAddress peer,
        boolean encrypted,
        List<X509Certificate> certificates,
        Function<String, List<String>> headers) {

    boolean has(String header) {
        return !headers.apply(header).isEmpty();
    }

    /** Method alone: targets and headers hold what is nobody else's business. */
    @Override
    public String toString() {
        return "ProxyRequest[" + method + "]";
    }
}
