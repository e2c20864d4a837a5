package io.traceconnector.app.callers;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A request as far as it says who it is from. Headers that only a trusted proxy may set are gone where none has set them.
 *
 * @param path in its simplest form
 * @param operation the path without the space that it may begin with: what patterns of paths are about
 * @param queryNames names of the parameters in the query
 * @param peer where the connection comes from
 * @param client where the request comes from, by the word of trusted proxies
 * @param encrypted whether it came by TLS, by the word of trusted proxies too
 * @param certificates the client's, verified; empty where there is none, and where the connection is a trusted proxy's
 * @param proxied whom a trusted proxy names, with proof; empty also where a credential of the request's own counts instead
 * @param headers all values of a header
 */
public record RequestFacts(
        String method,
        String path,
        String operation,
        Set<String> queryNames,
        InetAddress peer,
        InetAddress client,
        boolean encrypted,
        List<X509Certificate> certificates,
        Optional<Presented.Proxied> proxied,
        Function<String, List<String>> headers) {

    /** Method and path alone: headers hold credentials. */
    @Override
    public String toString() {
        return "RequestFacts[" + method + " " + path + "]";
    }
}
