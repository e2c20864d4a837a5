package io.traceconnector.app.http;

import io.traceconnector.api.Default;
import io.traceconnector.api.OrganisationId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the connector listens, and what it takes.
 *
 * @param listen for whom; where not for applications, {@code host}, {@code port}, {@code tls} and {@code plain} are not looked at
 * @param host address of the listener for applications
 * @param port its port; 0 lets the operating system choose
 * @param managementHost address of the listener for operators
 * @param managementPort its port; 0 lets the operating system choose
 * @param publicUrl how applications reach the connector, for links that it gives out; left out, the request's own {@code Host} counts
 * @param relayOrganisation whose session relayed queries of the connector's own tokens use where the request does not choose; needed
 *     when there are several organisations
 * @param downloadHosts hosts, or {@code host:port}, besides Media's own from which files are fetched for callers
 * @param downloadLinkLife how long a download link can be used
 * @param drain how long requests in flight may go on when the connector stops; then they are cut
 * @param tls of the listener for applications; without it, it takes plain HTTP
 * @param managementTls of the listener for operators
 * @param plain where requests with credentials may come to the listener for applications without TLS
 */
public record HttpConfig(
        @Default("all") Listening listen,
        @Default("127.0.0.1") String host,
        @Default("8903") int port,
        @Default("127.0.0.1") String managementHost,
        @Default("8905") int managementPort,
        Optional<URI> publicUrl,
        Optional<OrganisationId> relayOrganisation,
        List<String> downloadHosts,
        @Default("5m") Duration downloadLinkLife,
        @Default("20s") Duration drain,
        HttpLimits limits,
        Optional<TlsConfig> tls,
        Optional<TlsConfig> managementTls,
        @Default("loopback") PlainHttp plain) {

    public HttpConfig {
        downloadHosts = List.copyOf(downloadHosts);
        requirePort(managementPort, "management-port");
        if (listen == Listening.ALL) {
            requirePort(port, "port");
            if (port != 0 && port == managementPort) {
                throw new IllegalArgumentException("management-port must differ from port");
            }
        }
        if (downloadLinkLife.isNegative() || downloadLinkLife.isZero()) {
            throw new IllegalArgumentException("download-link-life must be longer than nothing");
        }
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain must not be negative");
        }
    }

    /** Whether there is a listener for applications. */
    public boolean forApplications() {
        return listen == Listening.ALL;
    }

    /** The addresses of the listeners that there are. */
    public List<String> hosts() {
        return forApplications() ? List.of(host, managementHost) : List.of(managementHost);
    }

    private static void requirePort(int port, String name) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(name + " must be 0 to 65535");
        }
    }
}
