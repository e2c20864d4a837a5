package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.Json;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.config.ConfigSource;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.outbox.EntryState;
import io.traceconnector.app.outbox.EntryStatus;
import io.traceconnector.app.outbox.Outbox;
import io.traceconnector.app.outbox.OutboxConfig;
import io.traceconnector.app.outbox.Submission;
import io.traceconnector.app.outbox.WayToTrace;
import io.traceconnector.app.outbox.Written;
import io.traceconnector.app.seal.Change;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.SealConfig;
import io.traceconnector.app.seal.Sealer;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.TraceClient;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.Envelopes;
import io.traceconnector.chainscript.LinkData;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.Recipient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox with the real sealer and client, before a sandbox that loses answers. */
class OutboxEndToEndTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final WorkflowId WORKFLOW = new WorkflowId("201");
    private static final int TRACES = 4;

    @TempDir
    private static Path sandboxDirectory;

    private static TestingSandbox sandbox;
    private static OrganisationId ours;
    private static ConfiguredKeyRing keys;
    private static TraceClient trace;

    @TempDir
    private Path directory;

    private Sealer sealer;
    private Outbox outbox;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(sandboxDirectory, 30);
        ConnectorConfig config = Settings.read(ConfigSource.read(
                        Optional.of(sandbox.configuration()),
                        List.of("trace.retries.base=10ms", "trace.retries.longest=50ms", "trace.circuit.pause=200ms"),
                        Map.of()))
                .connector();
        ours = config.organisations().keySet().iterator().next();
        keys = new ConfiguredKeyRing(config.organisations(), config.keys(), Algorithms.platform(), Map.of());
        trace = new TraceClient(config.trace(), keys, new SimpleMeterRegistry());
    }

    @AfterAll
    static void end() {
        trace.close();
        keys.close();
        sandbox.close();
    }

    @BeforeEach
    void start() {
        sealer = new Sealer(
                new SealConfig(Duration.ofMinutes(5), 10, 1 << 20),
                Map.of(),
                trace,
                keys,
                Algorithms.platform(),
                directory.resolve("recipients"),
                Clock.systemUTC());
        outbox = open();
    }

    @AfterEach
    void stop() {
        outbox.close();
        sealer.close();
    }

    @Test
    void linksComeToTraceOnceThoughAnswersAreLostAndTheOutboxIsOpenedAgain() throws Exception {
        List<TraceId> traces = new ArrayList<>();
        List<EntryStatus> entries = new ArrayList<>();
        sandbox.fault("cut-connection", 0.3);
        for (int i = 0; i < TRACES; i++) {
            TraceId id = new TraceId(UUID.randomUUID().toString());
            traces.add(id);
            entries.addAll(outbox.accept(new Submission(
                            "billing",
                            Optional.empty(),
                            List.of(
                                    request(id, true, new Change.Act("order-placed"), "one"),
                                    request(id, false, new Change.Act("comment"), "two"),
                                    request(id, false, new Change.Act("comment"), "three"))))
                    .entries());
        }
        await().atMost(LONG)
                .until(() -> outbox.list().stream()
                        .anyMatch(entry -> entry.state() instanceof EntryState.Sending
                                || entry.forms().size() > 0));
        outbox.close();
        outbox = open();
        sandbox.noFaults();
        await().atMost(LONG).until(() -> outbox.list().isEmpty());

        assertThat(entries)
                .allSatisfy(entry -> assertThat(outbox.status("billing", entry.id())
                                .orElseThrow()
                                .state())
                        .isInstanceOf(EntryState.Done.class));
        for (TraceId id : traces) {
            assertThat(marks(id)).containsExactly("{\"mark\":\"one\"}", "{\"mark\":\"two\"}", "{\"mark\":\"three\"}");
        }
    }

    @Test
    void aDirectWriteFollowsTheEntriesOfItsTrace() throws IOException {
        TraceId id = new TraceId(UUID.randomUUID().toString());
        outbox.accept(new Submission(
                "billing", Optional.empty(), List.of(request(id, true, new Change.Act("order-placed"), "one"))));

        Written written = outbox.write(request(id, false, new Change.Act("comment"), "two"), LONG);

        assertThat(marks(id)).containsExactly("{\"mark\":\"one\"}", "{\"mark\":\"two\"}");
        assertThat(trace.trace(ours, id).orElseThrow().links().getLast().stated())
                .isEqualTo(written.hash());
    }

    private Outbox open() {
        OutboxConfig config = new OutboxConfig(
                100, 1000, 10 << 20, Duration.ofHours(24), 4, 5, Duration.ofSeconds(10), Duration.ofSeconds(1));
        return Outbox.open(
                config,
                directory.resolve("outbox"),
                keys,
                Algorithms.platform(),
                new WayToTrace(sealer, trace, trace),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    private LinkRequest request(TraceId id, boolean first, Change change, String mark) {
        return new LinkRequest(
                ours,
                WORKFLOW,
                id,
                first,
                change,
                Optional.empty(),
                Optional.of(Json.of(("{\"mark\":\"" + mark + "\"}").getBytes(StandardCharsets.UTF_8))),
                List.of(),
                List.of(),
                Instant.now());
    }

    private List<String> marks(TraceId id) throws IOException {
        PrivateKeyPem key = PrivateKeyPem.parse(Files.readAllBytes(sandbox.key("silkway-encryption.pem")));
        return trace.trace(ours, id).orElseThrow().links().stream()
                .map(link -> open(link, key))
                .toList();
    }

    private static String open(ReceivedLink link, PrivateKeyPem key) {
        LinkData.Encrypted encrypted = (LinkData.Encrypted) LinkData.of(LinkJson.read(link.raw()));
        Recipient recipient = encrypted.recipients().stream()
                .filter(one ->
                        one.fingerprint().equals(Optional.of(key.publicKey().fingerprint())))
                .findFirst()
                .orElseThrow();
        Envelopes envelopes = new Envelopes(Algorithms.platform());
        var symmetric = envelopes.unwrap(key.key(), recipient.wrappedKey().toByteArray());
        return new String(envelopes.openBlob(symmetric, encrypted.blob().toByteArray()), StandardCharsets.UTF_8);
    }
}
