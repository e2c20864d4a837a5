package io.traceconnector.app.callers.oidc;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks issuers, or a decision point, over HTTP, warily: a name is resolved once, and what it resolves to is both checked and connected to, so that it cannot stand
 * for something inside later; no redirect is followed; an answer has at most 64 KiB and comes within 2 seconds,
 * or sooner where the asker has less patience. One request at a time on a
 * connection of its own. Safe for many threads.
 */
public final class IssuerClient implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String METER = "connector.callers.issuer.requests";

    private final MeterRegistry meters;
    private final String meter;
    private final Duration patience;
    private final Resolver resolver;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("issuer-", 0).factory());

    IssuerClient(MeterRegistry meters) {
        this(meters, InetAddress::getAllByName);
    }

    IssuerClient(MeterRegistry meters, Resolver resolver) {
        this(meters, METER, PATIENCE, resolver);
    }

    /**
     * @param meter counts requests, by outcome
     * @param patience at least a millisecond
     */
    public IssuerClient(MeterRegistry meters, String meter, Duration patience) {
        this(meters, meter, patience, InetAddress::getAllByName);
    }

    private IssuerClient(MeterRegistry meters, String meter, Duration patience, Resolver resolver) {
        this.meters = meters;
        this.meter = meter;
        this.patience = patience;
        this.resolver = resolver;
    }

    /** How names are resolved. */
    interface Resolver {
        InetAddress[] resolve(String host) throws IOException;
    }

    byte[] get(URI url, IssuerAccess access) throws IssuerAwayException {
        return ask(url, access, "GET", "Accept: application/json\r\n", new byte[0]);
    }

    /** @param authorization the header's value */
    byte[] post(URI url, IssuerAccess access, String authorization, byte[] form) throws IssuerAwayException {
        return post(url, access, Optional.of(authorization), "application/x-www-form-urlencoded", form);
    }

    /** @param authorization the header's value */
    public byte[] postJson(URI url, IssuerAccess access, Optional<String> authorization, byte[] json)
            throws IssuerAwayException {
        return post(url, access, authorization, "application/json", json);
    }

    private byte[] post(URI url, IssuerAccess access, Optional<String> authorization, String type, byte[] body)
            throws IssuerAwayException {
        String credential =
                authorization.map(value -> "Authorization: " + value + "\r\n").orElse("");
        return ask(
                url,
                access,
                "POST",
                "Accept: application/json\r\n" + credential + "Content-Type: " + type + "\r\nContent-Length: "
                        + body.length + "\r\n",
                body);
    }

    private byte[] ask(URI url, IssuerAccess access, String method, String headers, byte[] body)
            throws IssuerAwayException {
        Future<IssuerAnswer> asking = threads.submit(() -> converse(url, access, method, headers, body));
        try {
            IssuerAnswer answer = asking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.status() != 200) {
                throw failed("status", url, "answered " + answer.status());
            }
            count("ok");
            return answer.body();
        } catch (TimeoutException e) {
            // Interrupting closes the socket of a virtual thread.
            asking.cancel(true);
            throw failed("timeout", url, "did not answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            String outcome = switch (e.getCause()) {
                case RefusedAddressException _ -> "refused";
                case SocketTimeoutException _ -> "timeout";
                case null, default -> "failed";
            };
            throw failed(outcome, url, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            asking.cancel(true);
            Thread.currentThread().interrupt();
            throw failed("interrupted", url, "was not waited for");
        }
    }

    private IssuerAnswer converse(URI url, IssuerAccess access, String method, String headers, byte[] body)
            throws IOException {
        IssuerUrlParts parts = IssuerUrlParts.of(url);
        InetAddress address = address(parts.host(), access);
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, parts.port()), (int) patience.toMillis());
            plain.setSoTimeout((int) patience.toMillis());
            try (Socket socket = parts.encrypted() ? encrypted(plain, parts, access.sockets()) : plain) {
                OutputStream out = socket.getOutputStream();
                out.write((method + " " + parts.target() + " HTTP/1.1\r\nHost: " + parts.authority()
                                + "\r\nConnection: close\r\nUser-Agent: trace-connector\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
                return IssuerAnswer.read(socket.getInputStream());
            }
        }
    }

    private InetAddress address(String host, IssuerAccess access) throws IOException {
        InetAddress[] addresses = resolver.resolve(host);
        for (InetAddress address : addresses) {
            if (!access.allowPrivate() && !AddressRule.isPublic(address)) {
                throw new RefusedAddressException();
            }
        }
        return addresses[0];
    }

    private static Socket encrypted(Socket plain, IssuerUrlParts parts, SSLSocketFactory sockets) throws IOException {
        SSLSocket socket = (SSLSocket) sockets.createSocket(plain, parts.host(), parts.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private IssuerAwayException failed(String outcome, URI url, String what) {
        count(outcome);
        return new IssuerAwayException(url + " " + what);
    }

    private void count(String outcome) {
        meters.counter(meter, "outcome", outcome).increment();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
