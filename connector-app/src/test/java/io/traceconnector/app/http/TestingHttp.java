package io.traceconnector.app.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceconnector.api.LinkValidator;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.SecretSource;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.audit.TestingAudit;
import io.traceconnector.app.callers.AccountCallers;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.CallersConfig;
import io.traceconnector.app.callers.ConfiguredTokens;
import io.traceconnector.app.callers.FakeAuthenticator;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.TestingCallersConfig;
import io.traceconnector.app.callers.bound.BoundTokens;
import io.traceconnector.app.callers.pdp.DecisionPoint;
import io.traceconnector.app.callers.policy.BuiltInRoles;
import io.traceconnector.app.callers.proxy.ProxyAuthenticator;
import io.traceconnector.app.callers.proxy.ProxyConfig;
import io.traceconnector.app.callers.store.TestingStore;
import io.traceconnector.app.callers.throttle.Caps;
import io.traceconnector.app.callers.throttle.CapsConfig;
import io.traceconnector.app.callers.throttle.TestingThrottle;
import io.traceconnector.app.callers.throttle.Throttle;
import io.traceconnector.app.callers.throttle.ThrottleConfig;
import io.traceconnector.app.callers.tokens.TestingOwnTokensConfig;
import io.traceconnector.app.callers.tokens.TokenAuthority;
import io.traceconnector.app.callers.usage.TestingUsage;
import io.traceconnector.app.callers.usage.Usage;
import io.traceconnector.app.decrypt.AnswerConfig;
import io.traceconnector.app.decrypt.AnswerRewriter;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.app.modules.HostedModule;
import io.traceconnector.app.outbox.FakeLinkWriting;
import io.traceconnector.app.seal.FakeDraftSealing;
import io.traceconnector.app.seal.FakeKeyHolder;
import io.traceconnector.app.seal.RelayedLinks;
import io.traceconnector.app.seal.Validation;
import io.traceconnector.app.trace.TokenInfo;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The real HTTP surface on real sockets, with fakes behind it: two organisations, a static token, an account of ours and a partner's. */
final class TestingHttp implements AutoCloseable {

    static final String STATIC = "static-token-0123456789abcdef";
    static final String OURS = "ours.account.token";
    static final String PARTNERS = "partners.account.token";
    static final OrganisationId ACME = new OrganisationId("acme");
    static final OrganisationId BETA = new OrganisationId("beta");

    static final long SPOOL = 4 << 20;

    /** Decides on tokens that begin with {@code fake-}. */
    final FakeAuthenticator recognised = new FakeAuthenticator("fake-");

    /** Where callers are made at run time; every organisation belongs to tenant {@code default} until it is given to another. */
    final TestingStore store;

    final FakeUpstream account = new FakeUpstream();
    final FakeUpstream media = new FakeUpstream();
    final FakeRelay relay = new FakeRelay(account.url(), media.url());
    final FakeMedia files = new FakeMedia(media);
    final FakePositions positions = new FakePositions();
    final FakeLinks links = new FakeLinks();
    final FakeDraftSealing sealing = new FakeDraftSealing();
    final FakeLinkWriting writing = new FakeLinkWriting();
    final FakeTagging tags = new FakeTagging();
    final List<LinkValidator> validators = new CopyOnWriteArrayList<>();
    final FakeOpener opener = new FakeOpener();
    final Map<TraceId, List<Segment>> traces = new ConcurrentHashMap<>();
    final List<HostedModule> modules = new CopyOnWriteArrayList<>();
    final TestingAudit audit = new TestingAudit();
    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final HttpApi api;
    final FakeKeyAdministration keys = new FakeKeyAdministration();
    final HttpClient client = HttpClient.newHttpClient();
    final Path spool = directory();
    private final Path counts = directory();
    final Usage usage = TestingUsage.in(counts, meters);

    TestingHttp() {
        this(UnaryOperator.identity());
    }

    TestingHttp(UnaryOperator<HttpConfig> configured) {
        this(configured, List.of());
    }

    TestingHttp(UnaryOperator<HttpConfig> configured, List<Readiness.Check> checks) {
        this(configured, ProxyConfig.none(), checks);
    }

    TestingHttp(UnaryOperator<HttpConfig> configured, ProxyConfig proxies, List<Readiness.Check> checks) {
        this(
                configured,
                proxies,
                checks,
                store(),
                Optional.empty(),
                Optional.empty(),
                TestingThrottle.CONFIG,
                Optional.empty());
    }

    /** With a decision point that has to agree. */
    TestingHttp(DecisionPoint external) {
        this(
                UnaryOperator.identity(),
                ProxyConfig.none(),
                List.of(),
                store(),
                Optional.empty(),
                Optional.empty(),
                TestingThrottle.CONFIG,
                Optional.of(external));
    }

    /** With other callers than the standard ones, and tokens for them. */
    TestingHttp(UnaryOperator<HttpConfig> configured, Callers callers, TokenAuthority tokens, ThrottleConfig throttle) {
        this(
                configured,
                ProxyConfig.none(),
                List.of(),
                store(),
                Optional.of(callers),
                Optional.of(tokens),
                throttle,
                Optional.empty());
    }

    /** With a store that has tenants of its own, and the callers of that store. */
    TestingHttp(TestingStore store, Callers callers, TokenAuthority tokens, ThrottleConfig throttle) {
        this(
                UnaryOperator.identity(),
                ProxyConfig.none(),
                List.of(),
                store,
                Optional.of(callers),
                Optional.of(tokens),
                throttle,
                Optional.empty());
    }

    private TestingHttp(
            UnaryOperator<HttpConfig> configured,
            ProxyConfig proxies,
            List<Readiness.Check> checks,
            TestingStore store,
            Optional<Callers> callers,
            Optional<TokenAuthority> tokens,
            ThrottleConfig throttle,
            Optional<DecisionPoint> external) {
        this.store = store;
        relay.tokens.put("Bearer " + OURS, new TokenInfo.Known("7", Set.of("70")));
        relay.tokens.put("Bearer " + PARTNERS, new TokenInfo.Known("66", Set.of()));
        HttpServices services = new HttpServices(
                callers.orElseGet(() -> callers(proxies, external)),
                audit.log(),
                relay,
                new AnswerRewriter(opener, new AnswerConfig(1 << 20, 1 << 20, 4, 1 << 18)),
                new WriteServices(
                        writing,
                        tags,
                        new Validation(() -> validators),
                        new RelayedLinks(
                                sealing,
                                new Validation(() -> validators),
                                new MessageSignatures(Algorithms.platform()),
                                new FakeKeyHolder(FakeDraftSealing.OURS)),
                        sealing::isClear),
                links,
                (caller, trace) -> traces.getOrDefault(trace, List.of()).stream()
                        .filter(segment ->
                                caller.organisations().contains(segment.feed().organisation()))
                        .flatMap(segment -> caller.sight().of(segment).stream())
                        .toList(),
                positions,
                files,
                spool,
                () -> modules,
                new Readiness(checks, List::of),
                keys,
                new FakeRecipientAdministration(),
                new FakeOutboxAdministration(),
                tokens,
                new Throttle(throttle, System::nanoTime, meters),
                new Caps(new CapsConfig(4, 100, 100), meters),
                usage,
                store.admin,
                meters,
                Clock.systemUTC(),
                "1.2.3");
        HttpConfig config = configured.apply(config());
        // Rules are those of the host that is configured; the sockets are on the loopback, whatever it is.
        api = new HttpApi(
                TlsTest.with(config, config().host(), config.tls(), config.managementTls(), config.plain()),
                new Transport(config, proxies, new KeyFileAccess(false), Clock.systemUTC()),
                services);
    }

    private static TestingStore store() {
        return new TestingStore(Map.of(), Set.of(ACME, BETA));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("spool");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Callers callers(ProxyConfig proxies, Optional<DecisionPoint> external) {
        try {
            Path token = Files.createTempFile("token", "");
            Files.writeString(token, STATIC);
            KeySource key = KeySource.ofFile(Path.of("key.pem"), Optional.empty());
            CallersConfig config = TestingCallersConfig.of(
                    List.of(new SecretSource("file:" + token)), Duration.ofMinutes(1), Duration.ofSeconds(10), 100);
            Map<OrganisationId, OrganisationConfig> organisations = Map.of(
                    ACME, new OrganisationConfig(List.of(key), key, Optional.of(List.of("70"))),
                    BETA, new OrganisationConfig(List.of(key), key, Optional.of(List.of())));
            TenantDirectory tenants = store.tenants;
            Callers callers = new Callers(
                    List.of(
                            recognised,
                            new ConfiguredTokens(
                                    config.tokens(),
                                    List.of("connector.writer", "connector.relay", "connector.admin"),
                                    config.tokenNetworks(),
                                    tenants),
                            new AccountCallers(config, organisations, relay, tenants),
                            new ProxyAuthenticator(proxies, tenants, Clock.systemUTC())),
                    tenants,
                    new BuiltInRoles(),
                    (patterns, path) -> false,
                    Clock.systemUTC(),
                    new BoundTokens(
                            TestingOwnTokensConfig.usual(),
                            "http://connector.example",
                            () -> new byte[32],
                            Clock.systemUTC()),
                    external);
            Files.delete(token);
            return callers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpConfig config() {
        return config(limits(), Duration.ofSeconds(20));
    }

    static HttpConfig config(HttpLimits limits, Duration drain) {
        return new HttpConfig(
                Listening.ALL,
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                Optional.empty(),
                Optional.of(ACME),
                List.of(),
                Duration.ofMinutes(5),
                drain,
                limits,
                Optional.empty(),
                Optional.empty(),
                PlainHttp.LOOPBACK);
    }

    static HttpLimits limits() {
        return limits(512, 128);
    }

    static HttpLimits limits(int concurrent, int perCaller) {
        return new HttpLimits(
                1 << 20,
                1 << 16,
                1 << 16,
                2L << 30,
                2048,
                16 * 1024,
                50,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                1000,
                concurrent,
                perCaller,
                16,
                SPOOL);
    }

    /** The same with another bound for files. */
    static HttpLimits filesOf(HttpLimits limits, long largest) {
        return new HttpLimits(
                limits.graphqlBody(),
                limits.apiBody(),
                limits.accountBody(),
                largest,
                limits.url(),
                limits.headerBytes(),
                limits.headerCount(),
                limits.parse(),
                limits.body(),
                limits.idle(),
                limits.answer(),
                limits.connections(),
                limits.concurrent(),
                limits.concurrentPerCaller(),
                limits.upstreamConnections(),
                limits.spool());
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + api.port() + path);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpRequest.Builder as(String token, String path) {
        return HttpRequest.newBuilder(url(path)).header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String token, String path) {
        return send(as(token, path));
    }

    HttpResponse<String> graphql(String token, String body, String... headers) {
        HttpRequest.Builder request = as(token, "/trace/graphql").POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<String> manage(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.managementPort() + path)));
    }

    /** A command to the management listener. */
    HttpResponse<String> tell(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.managementPort() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> tell(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.managementPort() + path))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public void close() {
        api.close();
        audit.close();
        account.close();
        media.close();
        client.close();
        try {
            store.close();
            usage.close();
            try (DirectoryStream<Path> written = Files.newDirectoryStream(counts)) {
                for (Path file : written) {
                    Files.delete(file);
                }
            }
            Files.delete(counts);
            Files.delete(spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
