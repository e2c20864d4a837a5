package io.traceconnector.app.callers.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Presented;
import io.traceconnector.app.callers.network.AddressRange;
import io.traceconnector.app.keys.KeyFileAccess;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrustedProxiesTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final String NOW = Long.toString(START.getEpochSecond() + 10);
    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.1");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.7");

    @TempDir
    private Path directory;

    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private Instant now = START;

    private TrustedProxies proxies(ProxyConfig config) {
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        TrustedProxies made = new TrustedProxies(config, new KeyFileAccess(false), clock);
        now = START.plusSeconds(10);
        return made;
    }

    private TrustedProxies signing() {
        return proxies(TestingProxy.signing(directory));
    }

    private ProxyRequest request(InetAddress peer, String target) {
        return new ProxyRequest(
                "GET",
                target,
                peer,
                false,
                List.of(),
                name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    private ProxyRequest request() {
        return request(PROXY, "/api/v1/search?q=a%20b");
    }

    private void header(String name, String... values) {
        headers.put(name.toLowerCase(Locale.ROOT), List.of(values));
    }

    private void signed(String nonce, String time) {
        header("X-Forwarded-User", "jane");
        header("X-Tenant", "default");
        header("X-Forwarded-Groups", "readers, Domain Users");
        header("X-Proxy-Timestamp", time);
        header("X-Proxy-Nonce", nonce);
        header(
                "X-Proxy-Signature",
                TestingProxy.sign(
                        "v1",
                        "GET",
                        "/api/v1/search?q=a%20b",
                        "jane",
                        "default",
                        "readers, Domain Users",
                        time,
                        nonce));
    }

    private static String code(ProxyWord word) {
        return word instanceof ProxyWord.Refused(var status, var code, var _) ? status + " " + code : word.toString();
    }

    private static Optional<Presented.Proxied> identity(ProxyWord word) {
        assertThat(word).isInstanceOf(ProxyWord.Told.class);
        return ((ProxyWord.Told) word).identity();
    }

    @Test
    void takesTheWordOfAProxyThatSigns() {
        signed("0123456789abcdef", NOW);

        assertThat(identity(signing().examine(request())))
                .contains(new Presented.Proxied("jane", Optional.of("default"), List.of("readers", "Domain Users")));
    }

    @Test
    void whatAStrangerSignsDoesNotCount() {
        signed("0123456789abcdef", NOW);

        assertThat(signing().examine(request(STRANGER, "/"))).isInstanceOf(ProxyWord.Untrusted.class);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-User, root",
        "X-Tenant, other",
        "X-Tenant, ''",
        "X-Forwarded-Groups, 'readers, Domain Users, admins'",
        "X-Proxy-Timestamp, 1795348811",
        "X-Proxy-Nonce, 0123456789abcdeg",
        "X-Proxy-Signature, 0000000000000000000000000000000000000000000000000000000000000000",
        "X-Proxy-Signature, ''",
        "X-Proxy-Timestamp, yesterday"
    })
    void aSignatureIsOverEverythingThatIsSaid(String name, String value) {
        signed("0123456789abcdef", NOW);
        header(name, value);

        assertThat(code(signing().examine(request()))).isEqualTo("401 proxy_not_proven");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/search?q=a%20c", "/api/v1/search", "/api/v1/Search?q=a%20b", "/api/v1/search?q=a%20b&"})
    void aSignatureIsOverPathAndQuery(String target) {
        signed("0123456789abcdef", NOW);

        assertThat(code(signing().examine(request(PROXY, target)))).isEqualTo("401 proxy_not_proven");
    }

    @Test
    void aSignatureCountsOnce() {
        TrustedProxies proxies = signing();
        signed("0123456789abcdef", NOW);
        assertThat(identity(proxies.examine(request()))).isPresent();

        assertThat(code(proxies.examine(request()))).isEqualTo("401 proxy_not_proven");
        signed("another-nonce-1234", NOW);
        assertThat(identity(proxies.examine(request()))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"-31, false", "-29, true", "0.5, true", "29, true", "31, false"})
    void aSignatureIsOfNow(double offset, boolean counts) {
        TrustedProxies proxies = signing();
        now = START.plusSeconds(100);
        signed("0123456789abcdef", "%.3f".formatted(START.getEpochSecond() + 100 + offset));

        assertThat(proxies.examine(request()) instanceof ProxyWord.Told).isEqualTo(counts);
    }

    @Test
    void aSignatureFromBeforeTheStartIsRefusedForItsNonceMayHaveBeenUsed() {
        signed("0123456789abcdef", Long.toString(START.getEpochSecond() - 1));

        assertThat(code(signing().examine(request()))).isEqualTo("401 proxy_not_proven");
    }

    @Test
    void whereNoMoreNoncesCanBeRememberedNothingMoreIsTaken() {
        TrustedProxies proxies = proxies(TestingProxy.config(
                Optional.of(new ProofConfig(Optional.empty(), Optional.of(TestingProxy.hmac(directory, 1000)), false)),
                WithAuthorization.REJECT));
        for (int i = 0; i < 1000; i++) {
            signed("nonce-of-sixteen-" + i, NOW);
            assertThat(identity(proxies.examine(request()))).isPresent();
        }
        signed("nonce-of-sixteen-more", NOW);
        assertThat(code(proxies.examine(request()))).isEqualTo("503 proxy_nonces_full");

        now = now.plus(Duration.ofMinutes(2));
        signed("nonce-of-sixteen-later", Long.toString(now.getEpochSecond()));
        assertThat(identity(proxies.examine(request()))).isPresent();
    }

    @Test
    void aShortSecretIsRefused() {
        HmacConfig hmac = TestingProxy.hmac(directory, 1000);
        assertThatThrownBy(() -> {
                    java.nio.file.Files.writeString(directory.resolve("proxy-secret"), "short");
                    proxies(TestingProxy.config(
                            Optional.of(new ProofConfig(Optional.empty(), Optional.of(hmac), false)),
                            WithAuthorization.REJECT));
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("short;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-User", "X-Tenant", "X-Forwarded-Groups", "X-Proxy-Signature", "X-Proxy-Nonce"})
    void whatIsSaidTwiceIsRefused(String name) {
        signed("0123456789abcdef", NOW);
        String value = request().headers().apply(name).getFirst();
        header(name, value, value);

        assertThat(code(signing().examine(request()))).matches("400 malformed_proxy_headers|401 proxy_not_proven");
    }

    @Test
    void anIdentityThatAnotherHopWouldDropIsRefused() {
        signed("0123456789abcdef", NOW);
        header("Connection", "close, X-Forwarded-user");

        assertThat(code(signing().examine(request()))).isEqualTo("400 malformed_proxy_headers");
    }

    @Test
    void somebodyNamedWithoutProofIsRefusedAndNobodyNamedIsNobody() {
        header("X-Forwarded-User", "jane");
        assertThat(code(signing().examine(request()))).isEqualTo("401 proxy_not_proven");

        headers.clear();
        assertThat(identity(signing().examine(request()))).isEmpty();
    }

    @Test
    void namingSomebodyBesideACredentialIsAsConfigured() {
        signed("0123456789abcdef", NOW);
        header("Authorization", "Bearer x");
        assertThat(code(signing().examine(request()))).isEqualTo("400 ambiguous_credentials");

        ProxyConfig ignoring =
                TestingProxy.config(TestingProxy.signing(directory).proof(), WithAuthorization.IGNORE_IDENTITY);
        assertThat(identity(proxies(ignoring).examine(request()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 198.51.100.1, 203.0.113.7",
                "203.0.113.7 | 10.9.9.9, 203.0.113.7, 10.0.0.2",
                "203.0.113.7 | garbage, 203.0.113.7:4711, 10.0.0.2",
                "2001:db8::7 | [2001:db8::7]:443",
                "203.0.113.7 | ::ffff:203.0.113.7, ::ffff:10.0.0.2",
                "10.0.0.3 | 10.0.0.3"
            })
    void aClientIsWhoeverTheLastTrustedProxyNames(String client, String line) {
        header("X-Forwarded-For", line);

        assertThat(signing().examine(request()))
                .isEqualTo(new ProxyWord.Told(InetAddress.ofLiteral(client), false, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "", "203.0.113.7, unknown", "10.0.0.2,", "10.0.0.2, fe80::1%eth0", "10.1"})
    void aTrustedProxyThatNamesNoAddressIsRefused(String line) {
        header("X-Forwarded-For", line);

        assertThat(code(signing().examine(request()))).isEqualTo("400 malformed_proxy_headers");
    }

    @Test
    void severalLinesAreOneList() {
        header("X-Forwarded-For", "198.51.100.1", "203.0.113.7");

        assertThat(((ProxyWord.Told) signing().examine(request())).client())
                .isEqualTo(InetAddress.ofLiteral("203.0.113.7"));
    }

    @Test
    void whetherItWasEncryptedIsSaidOnce() {
        header("X-Forwarded-Proto", "https");
        assertThat(((ProxyWord.Told) signing().examine(request())).encrypted()).isTrue();

        header("X-Forwarded-Proto", "https", "https");
        assertThat(code(signing().examine(request()))).isEqualTo("400 malformed_proxy_headers");
        header("X-Forwarded-Proto", "xhttps");
        assertThat(code(signing().examine(request()))).isEqualTo("400 malformed_proxy_headers");
    }

    @Test
    void noProofAtAllIsForLoopbackProxies() {
        ProofConfig none = new ProofConfig(Optional.empty(), Optional.empty(), true);
        assertThatThrownBy(() -> TestingProxy.config(Optional.of(none), WithAuthorization.REJECT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback");

        ProxyConfig loopback = new ProxyConfig(
                List.of(new AddressRange("127.0.0.1")),
                new IdentityHeaders("Remote-User", "X-Tenant", "X-Forwarded-Groups"),
                Optional.of(none),
                WithAuthorization.REJECT,
                List.of(new TenantId("default")),
                List.of("connector.reader"),
                Map.of(),
                Duration.ofHours(1));
        header("Remote-User", "jane");
        assertThat(identity(proxies(loopback).examine(request(InetAddress.getLoopbackAddress(), "/"))))
                .isPresent();
    }

    @Test
    void exactlyOneProofIsConfigured() {
        assertThatThrownBy(() -> new ProofConfig(Optional.empty(), Optional.empty(), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new ProofConfig(Optional.of(new MtlsConfig(List.of("proxy.example"))), Optional.empty(), true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
