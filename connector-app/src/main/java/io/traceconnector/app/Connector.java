package io.traceconnector.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceconnector.app.audit.AuditLog;
import io.traceconnector.app.decrypt.AnswerRewriter;
import io.traceconnector.app.decrypt.Decryptor;
import io.traceconnector.app.decrypt.Signers;
import io.traceconnector.app.http.HttpApi;
import io.traceconnector.app.http.HttpServices;
import io.traceconnector.app.http.Transport;
import io.traceconnector.app.http.WriteServices;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.modules.FoundModules;
import io.traceconnector.app.modules.ModuleHost;
import io.traceconnector.app.modules.Surroundings;
import io.traceconnector.app.outbox.Outbox;
import io.traceconnector.app.outbox.WayToTrace;
import io.traceconnector.app.seal.RelayedLinks;
import io.traceconnector.app.seal.Sealer;
import io.traceconnector.app.seal.Validation;
import io.traceconnector.app.stream.SegmentStream;
import io.traceconnector.app.stream.TraceReader;
import io.traceconnector.app.trace.TraceClient;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running connector: builds every part through its constructor, in the order of the packages, and stops them in reverse. */
final class Connector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final Duration MODULES_STOP = Duration.ofSeconds(20);

    private final Stopping stopping;
    private final SegmentStream stream;
    private final KeyReload reload;
    private final HttpApi http;
    private final ConnectorConfig config;

    private Connector(ConnectorConfig config, Stopping stopping, SegmentStream stream, KeyReload reload, HttpApi http) {
        this.config = config;
        this.stopping = stopping;
        this.stream = stream;
        this.reload = reload;
        this.http = http;
    }

    /**
     * Starts everything. Trace need not be there.
     *
     * @param again reads the configuration once more, for the keys that it names then
     * @throws RuntimeException where a part cannot start; then nothing runs
     */
    static Connector start(Settings settings, Supplier<Settings> again) {
        Stopping stopping = new Stopping();
        try {
            return start(settings, again, stopping);
        } catch (RuntimeException e) {
            stopping.close();
            throw e;
        }
    }

    private static Connector start(Settings settings, Supplier<Settings> again, Stopping stopping) {
        ConnectorConfig config = settings.connector();
        Clock clock = Clock.systemUTC();
        CryptoProviders crypto = CryptoProviders.choose();
        crypto.log();
        Algorithms algorithms = crypto.algorithms();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        stopping.started("metrics", meters::close);
        MachineMeters.bind(meters);
        Path data = DataDirectory.make(config.data().directory());
        FoundModules found = stopping.started("plugins", FoundModules.in(config.plugins()));
        settings.checkModules(found);

        Custodians custodians = stopping.started("custodians", new Custodians(config, algorithms, clock, meters));
        ConfiguredKeyRing keys = stopping.started(
                "keys", new ConfiguredKeyRing(config.organisations(), config.keys(), algorithms, custodians.byName()));
        KeyReload reload =
                stopping.started("keys-reload", KeyReload.start(keys, settings, again, new DrillLog(data), clock));
        TraceClient trace = stopping.started("trace", new TraceClient(config.trace(), keys, meters));
        AuditLog audit =
                stopping.started("audit", AuditLog.open(config.audit(), data.resolve("audit"), keys, clock, meters));
        CallersChain chain = CallersChain.start(
                new CallersChain.Parts(config, data, keys, algorithms, trace, audit, meters, clock), stopping);
        Signers signers = stopping.started(
                "signers", new Signers(config.decrypt(), trace::signers, data.resolve("pins"), clock, meters));
        Decryptor decryptor = stopping.started(
                "decrypt",
                new Decryptor(
                        config.decrypt(),
                        keys,
                        signers,
                        algorithms,
                        Optional.of(data.resolve("keys-remembered")),
                        clock,
                        meters));
        Sealer sealer = stopping.started(
                "seal",
                new Sealer(
                        config.seal(), config.workflows(), trace, keys, algorithms, data.resolve("recipients"), clock));
        Outbox outbox = stopping.started(
                "outbox",
                Outbox.open(
                        config.outbox(),
                        data.resolve("outbox"),
                        keys,
                        algorithms,
                        new WayToTrace(sealer, trace, trace),
                        clock,
                        meters));
        SegmentStream stream =
                stopping.started("stream", SegmentStream.start(config.stream(), trace, decryptor, keys, clock, meters));
        TraceReader reader = new TraceReader(trace, decryptor, keys);
        ModuleHost modules = ModuleHost.configured(found, settings, stream);
        Validation validation = new Validation(modules::validators);
        modules.start(Surroundings.of(
                data.resolve("modules"), clock, meters, reader, outbox, validation, chain.tenants()::of));
        stopping.started("modules", () -> modules.stop(MODULES_STOP));
        Health health = new Health(reload, custodians, crypto, outbox, chain, stream, modules, audit);
        HttpApi http = stopping.started(
                "http",
                new HttpApi(
                        config.http(),
                        new Transport(
                                config.http(),
                                config.callers().proxies(),
                                config.keys().fileAccess(),
                                clock),
                        new HttpServices(
                                chain.callers(),
                                audit,
                                trace,
                                new AnswerRewriter(decryptor, config.answers()),
                                new WriteServices(
                                        outbox,
                                        trace,
                                        validation,
                                        new RelayedLinks(
                                                sealer, validation, new MessageSignatures(algorithms), decryptor),
                                        sealer::isClear),
                                trace,
                                reader,
                                stream,
                                trace,
                                data.resolve("spool"),
                                modules::modules,
                                health.readiness(),
                                reload,
                                sealer.recipients(),
                                outbox,
                                Optional.of(chain.tokens()),
                                chain.throttle(),
                                chain.caps(),
                                chain.usage(),
                                chain.administration(),
                                meters,
                                clock,
                                Version.text())));
        http.log("the connector serves", LOG.atInfo().addKeyValue("version", Version.text()));
        return new Connector(config, stopping, stream, reload, http);
    }

    /**
     * Host and bound port of the listener for applications.
     *
     * @throws java.util.NoSuchElementException where there is none
     */
    String applications() {
        return config.http().host() + ":" + http.port();
    }

    /** Host and bound port of the listener for operators. */
    String management() {
        return config.http().managementHost() + ":" + http.managementPort();
    }

    Synchronisation synchronisation() {
        return Synchronisation.of(stream.status(), stream.synchronised());
    }

    /** Loads the keys anew; where that is not possible the log and health tell of it. */
    void reloadKeys() {
        reload.reloadQuietly();
    }

    @Override
    public void close() {
        LOG.info("the connector stops");
        stopping.close();
        LOG.info("the connector has stopped");
    }
}
