package io.traceconnector.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is for operators is for those on the machine, for client certificates, and for no page in a browser. */
final class OnSiteTest {

    private static final String ORDER = "{\"id\":\"radar\",\"wanted\":[\"links:read\"]}";

    private final OnSite onSite = new OnSite("connector.internal");
    private final TestingHttp http = new TestingHttp();

    @AfterEach
    void close() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/metrics", "/version"})
    void whatWatchesTheConnectorIsForEverybody(String path) {
        assertThat(asPage("GET", path)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/sync",
        "GET,/keys",
        "POST,/keys/reload",
        "GET,/recipients",
        "POST,/recipients/approve",
        "GET,/outbox",
        "POST,/outbox/x/retry",
        "GET,/tenants",
        "POST,/tenants",
        "DELETE,/tenants/default",
        "GET,/tenants/default/service-accounts",
        "POST,/tenants/default/installations",
        "POST,/plugins",
        "GET,/operators",
        "POST,/operators/olga:password",
        "GET,/usage"
    })
    void everythingElseIsForOperators(String method, String path) {
        assertThat(asPage(method, path)).isEqualTo(403);
    }

    private int asPage(String method, String path) {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.api.managementPort() + path))
                        .header("Sec-Fetch-Site", "cross-site")
                        .method(method, HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "::1", "::ffff:127.0.0.1"})
    void thoseOnTheMachineAreServed(String peer) {
        assertThat(onSite.check(from(peer), headers("Host", "127.0.0.1:8905"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "192.168.1.7", "203.0.113.9", "fe80::1", "2001:db8::1"})
    void nobodyElseIs(String peer) {
        assertThat(onSite.check(from(peer), headers("Host", "127.0.0.1:8905")).map(Problem::code))
                .contains("operators_only");
    }

    @Test
    void aTrustedClientCertificateIsAsGoodAsBeingThere(@TempDir Path directory) {
        X509Certificate certificate =
                new TestingCertificates(directory).identity("operator").certificate();

        assertThat(onSite.check(from("10.1.2.3", certificate), headers("Host", "connector.example")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8905,true",
        "LOCALHOST,true",
        "127.0.0.1,true",
        "[::1]:8905,true",
        "connector.internal:8905,true",
        "rebound.example:8905,false",
        "localhost.example,false",
        "127.0.0.1.example:8905,false"
    })
    void aNameThatSomebodyElseMayHaveMadeLeadHereIsRefused(String host, boolean own) {
        assertThat(onSite.check(from("127.0.0.1"), headers("Host", host)).map(Problem::code))
                .isEqualTo(own ? Optional.empty() : Optional.of("host_unknown"));
    }

    @Test
    void pagesInBrowsersAreRefused() {
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(onSite.check(from("127.0.0.1"), headers("Sec-Fetch-Site", site))
                            .map(Problem::code))
                    .contains("cross_site");
        }
        assertThat(onSite.check(from("127.0.0.1"), headers("Origin", "null")).map(Problem::code))
                .contains("cross_site");
        assertThat(onSite.check(from("127.0.0.1"), headers("Sec-Fetch-Site", "none")))
                .isEmpty();
    }

    @Test
    void aPageThatPostsWithoutAskingChangesNothing() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            assertThat(order(type)).isEqualTo(415);
        }
        assertThat(http.manage("/plugins").body()).doesNotContain("radar");

        assertThat(order("application/json; charset=utf-8")).isEqualTo(200);
        assertThat(http.manage("/plugins").body()).contains("radar");
    }

    private int order(String type) {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.api.managementPort() + "/plugins"))
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(ORDER)))
                .statusCode();
    }

    private static Origin from(String peer, X509Certificate... certificates) {
        try {
            InetAddress address = InetAddress.getByName(peer);
            return new Origin(address, address, false, List.of(certificates), Optional.empty());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HeaderMap headers(String name, String value) {
        return new HeaderMap().put(new HttpString(name), value);
    }
}
