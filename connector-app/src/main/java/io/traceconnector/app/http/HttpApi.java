package io.traceconnector.app.http;

import io.micrometer.core.instrument.Gauge;
import io.traceconnector.api.LinkLocator;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.proxy.TrustedProxies;
import io.traceconnector.app.seal.FileSealing;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The listener for applications, unless none is wanted, and the one for operators. Serves from its construction until {@link #close}, which
 * takes nothing more in, lets requests in flight finish until the configured deadline, and answers operators until the end.
 */
public final class HttpApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

    private final Duration drain;
    private final Slots slots;
    private final ExecutorService threads;
    private final HttpClient client;
    private final Listeners listeners;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @throws RuntimeException where a port cannot be bound */
    public HttpApi(HttpConfig config, Transport transport, HttpServices services) {
        HttpLimits limits = config.limits();
        this.drain = config.drain();
        this.slots = new Slots(limits.concurrent(), limits.concurrentPerCaller());
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory());
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(threads)
                .build();
        Dispatch dispatch = new Dispatch(threads, limits.body(), limits.idle());
        Admittance admittance = new Admittance(
                services.callers(),
                threads,
                dispatch,
                new Auditing(services.audit()),
                new OnSite(config.managementHost()),
                services.throttle(),
                services.usage(),
                services.clock());
        Intake application = new Intake(
                limits,
                routes(config, services),
                slots,
                new RequestRecords(services.meters(), "application"),
                new ForwardedHeaders(transport.proxies(), services.meters()),
                transport.plain(),
                admittance);
        Intake management = new Intake(
                limits,
                new ManagementRoutes(
                        services.readiness(),
                        slots::isClosed,
                        services.meters(),
                        services.keys(),
                        new RecipientRoutes(services.recipients()),
                        new OutboxRoutes(services.outbox()),
                        Stream.concat(
                                        IdentityRoutes.ofOperators(services.identities(), call -> baseUrl(config))
                                                .stream(),
                                        new UsageRoutes(services.usage(), services.clock()).operations().stream())
                                .toList(),
                        services.version()),
                new Slots(64, 64),
                new RequestRecords(services.meters(), "management"),
                new ForwardedHeaders(TrustedProxies.none(), services.meters()),
                new PlainRule(false),
                admittance);
        services.meters().gauge("http.server.requests.active", slots, Slots::taken);
        this.listeners = new Listeners(config, transport, application, management);
        log("listening", LOG.atInfo());
    }

    /** Under which applications reach the connector, or would if it listened for them, as far as operators are told. */
    private String baseUrl(HttpConfig config) {
        return config.publicUrl()
                .map(IdentityRoutes::withoutSlash)
                .orElseGet(() ->
                        "http://" + config.host() + ":" + applicationPort().orElse(config.port()));
    }

    private RouteTable routes(HttpConfig config, HttpServices services) {
        HttpLimits limits = config.limits();
        GraphqlRelay graphql = new GraphqlRelay(
                services.relay(),
                services.rewriter(),
                new RelayRule(
                        services.writing().relayed(),
                        new OtherMutations(services.links(), services.writing().clear())),
                config.relayOrganisation(),
                services.usage(),
                limits.answer());
        Callers callers = services.callers();
        AccountRelay account = new AccountRelay(
                callers,
                new UpstreamProxy(services.relay().account(), limits, limits.answer()),
                new UpstreamProxy(services.relay().media(), limits, Duration.ZERO));
        DownloadSource source = new DownloadSource(
                client, new DownloadHosts(services.relay().media(), config.downloadHosts()), limits.answer());
        MediaFiles relayed = new MediaFiles(
                source,
                services.relay().media(),
                new DownloadLinks(services.clock(), config.downloadLinkLife()),
                config.publicUrl());
        FileRoutes files = new FileRoutes(
                new FileUploads(new FileSealing(services.media(), services.clock()), config.relayOrganisation()),
                new FileDownloads(
                        services.media(),
                        services.reader(),
                        source,
                        spool(services, limits),
                        config.relayOrganisation()),
                limits.mediaBody());
        Freshness freshness = new Freshness(services.positions());
        LinkViews views = new LinkViews(
                services.links(),
                services.reader(),
                freshness,
                () -> services.modules().get().stream()
                        .flatMap(module -> module.offers(LinkLocator.class).stream())
                        .toList());
        ModuleRoutes modules = new ModuleRoutes(services.modules(), freshness, limits.apiBody(), services.caps());
        LinkWrites writes = new LinkWrites(
                services.writing(),
                services.links(),
                new WriteReach(services.reader()),
                config.relayOrganisation(),
                limits.answer(),
                services.clock());
        return new ApplicationRoutes(
                limits,
                graphql,
                account,
                relayed,
                files,
                views,
                writes,
                modules,
                Stream.of(
                                new AuditRoutes(services.audit().reader()).operations(),
                                services.tokens()
                                        .map(tokens -> new TokenRoutes(
                                                        tokens, callers.possession(), services.throttle())
                                                .operations())
                                        .orElse(List.of()),
                                IdentityRoutes.ofTenants(services.identities(), config.publicUrl()))
                        .flatMap(List::stream)
                        .toList(),
                services.version());
    }

    private static Spool spool(HttpServices services, HttpLimits limits) {
        Spool spool = new Spool(services.spool(), limits.spool());
        Gauge.builder("connector.files.spool.size", spool, Spool::used)
                .description("Encrypted files on disk until they are verified and passed on")
                .baseUnit("bytes")
                .strongReference(true)
                .register(services.meters());
        return spool;
    }

    /** The bound port for applications; empty where nothing listens for them. */
    public OptionalInt applicationPort() {
        return listeners.port();
    }

    /**
     * The bound port for applications.
     *
     * @throws java.util.NoSuchElementException where nothing listens for them
     */
    public int port() {
        return applicationPort().orElseThrow();
    }

    /** The bound port for operators. */
    public int managementPort() {
        return listeners.managementPort();
    }

    /** Says a message with the ports that are bound. */
    public void log(String message, LoggingEventBuilder line) {
        LoggingEventBuilder ports = line.addKeyValue("managementPort", managementPort());
        OptionalInt port = applicationPort();
        (port.isPresent() ? ports.addKeyValue("port", port.getAsInt()) : ports).log(message);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        slots.close();
        listeners.stopAccepting();
        try {
            if (!slots.awaitIdle(drain)) {
                LOG.atWarn().addKeyValue("requests", slots.taken()).log("requests are cut: the drain deadline is over");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listeners.close();
        threads.shutdownNow();
        client.shutdownNow();
    }
}
