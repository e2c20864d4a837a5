package io.traceconnector.app.callers.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.callers.oidc.IssuerClient.Resolver;
import io.traceconnector.app.http.CountingListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address that somebody else may have a say in leads nowhere inside, and the attempt is counted. */
final class IssuerAddressesTest {

    private static final SSLSocketFactory SOCKETS = (SSLSocketFactory) SSLSocketFactory.getDefault();
    private static final IssuerAccess OUTSIDE = new IssuerAccess(false, SOCKETS);
    private static final IssuerAccess ANYWHERE = new IssuerAccess(true, SOCKETS);

    private final CountingListener inside = new CountingListener();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final String port = ":" + URI.create(inside.url("/")).getPort();

    @AfterEach
    void close() {
        inside.close();
    }

    private double counted(String outcome) {
        return meters.counter("connector.callers.issuer.requests", "outcome", outcome)
                .count();
    }

    private void leadsNowhere(IssuerClient client, URI url) {
        assertThatThrownBy(() -> client.get(url, OUTSIDE)).isInstanceOf(IssuerAwayException.class);
        assertThatThrownBy(() -> client.post(url, OUTSIDE, "Basic c2VjcmV0", new byte[] {1}))
                .isInstanceOf(IssuerAwayException.class);
        assertThat(inside.accepted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "localhost",
                "[::1]",
                "0.0.0.0",
                "[::]",
                "10.0.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "100.100.100.200",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:a9fe:a9fe]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]"
            })
    void thatIsPrivateIsRefused(String host) {
        try (IssuerClient client = new IssuerClient(meters)) {
            leadsNowhere(client, URI.create("https://" + host + port + "/keys"));
            leadsNowhere(client, URI.create("http://" + host + port + "/keys"));
            assertThat(counted("refused")).isEqualTo(4);
        }
    }

    /** Whether the system takes them for addresses, or for names that nobody has. */
    @ParameterizedTest
    @ValueSource(strings = {"0177.0.0.1", "0x7f.0.0.1", "127.1", "2130706433", "017700000001", "0x7f000001"})
    void thatIsWrittenInAnotherWayLeadsNowhere(String host) {
        URI url = URI.create("https://" + host + port + "/keys");
        if (url.getHost() == null) {
            assertThatThrownBy(() -> IssuerUrl.require(url, true, "issuer"))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        try (IssuerClient client = new IssuerClient(meters)) {
            leadsNowhere(client, url);
            assertThat(counted("refused") + counted("failed")).isEqualTo(2);
        }
    }

    @Test
    void thatIsPublicAmongOthersIsRefusedAltogether() {
        Resolver mixed =
                host -> new InetAddress[] {InetAddress.ofLiteral("9.9.9.9"), InetAddress.ofLiteral("127.0.0.1")};
        try (IssuerClient client = new IssuerClient(meters, mixed)) {
            leadsNowhere(client, URI.create("https://issuer.example" + port + "/keys"));
            assertThat(counted("refused")).isEqualTo(2);
        }
    }

    /** What a name stands for is asked once a request: what is checked is what is connected to. */
    @Test
    void thatANameStandsForIsAskedOnceForEachRequest() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Resolver counting = host -> {
            asked.incrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
        HttpServer issuer = serving(200, "");
        try (IssuerClient client = new IssuerClient(meters, counting)) {
            URI url = URI.create("http://issuer.example:" + issuer.getAddress().getPort() + "/keys");
            assertThat(client.get(url, ANYWHERE)).isNotEmpty();
            assertThat(asked).hasValue(1);
            assertThat(counted("ok")).isEqualTo(1);

            leadsNowhere(client, url);
            assertThat(asked).hasValue(3);
            assertThat(counted("refused")).isEqualTo(2);
        } finally {
            issuer.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void thatAnAnswerSendsOnToIsNotFollowed(int status) throws Exception {
        HttpServer issuer = serving(status, inside.url("/keys"));
        try (IssuerClient client = new IssuerClient(meters)) {
            URI url = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
            assertThatThrownBy(() -> client.get(url, ANYWHERE)).isInstanceOf(IssuerAwayException.class);
            assertThat(inside.accepted()).isZero();
            assertThat(counted("status")).isEqualTo(1);
        } finally {
            issuer.stop(0);
        }
    }

    private static HttpServer serving(int status, String location) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"keys\":[]}".getBytes(StandardCharsets.US_ASCII);
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
