package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.Json;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.config.ConfigSource;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.seal.Change;
import io.traceconnector.app.seal.LinkRequest;
import io.traceconnector.app.seal.Parent;
import io.traceconnector.app.seal.SealConfig;
import io.traceconnector.app.seal.SealedLink;
import io.traceconnector.app.seal.Sealer;
import io.traceconnector.app.seal.WorkflowConfig;
import io.traceconnector.app.trace.Participation;
import io.traceconnector.app.trace.ReceivedLink;
import io.traceconnector.app.trace.Sending;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of ours before a Trace that checks them: the sandbox's, which verifies signatures, places and hashes. */
class SealingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final WorkflowId CLEAR = new WorkflowId("204");
    private static final WorkflowId ENCRYPTED = new WorkflowId("201");
    private static final Change ORDER = new Change.Act("order-placed");
    private static final Change INSPECTION = new Change.Act("inspection-requested");
    private static final String FORM = "{\"mark\":\"hush-hush\"}";

    @TempDir
    private static Path sandboxDirectory;

    private static TestingSandbox sandbox;
    private static OrganisationId ours;
    private static ConfiguredKeyRing keys;
    private static TraceClient trace;

    @TempDir
    private Path directory;

    private Sealer sealer;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(sandboxDirectory, 60);
        ConnectorConfig config = Settings.read(ConfigSource.read(
                        Optional.of(sandbox.configuration()), List.of("trace.retries.base=10ms"), Map.of()))
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
    void make() {
        sealer = new Sealer(
                new SealConfig(Duration.ofMinutes(5), 10, 1 << 20),
                Map.of(CLEAR, new WorkflowConfig(WorkflowConfig.Data.CLEAR, WorkflowConfig.Trust.FIRST_USE)),
                trace,
                keys,
                Algorithms.platform(),
                directory,
                Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        sandbox.noFaults();
        sealer.close();
    }

    @Test
    void asksWhatLinksAreMadeWith() {
        Participation participation = trace.participation(ours, ENCRYPTED);
        assertThat(participation.config()).isEqualTo("4201");
        assertThat(participation.account()).isEqualTo("1011");
        assertThat(participation.accounts()).containsExactlyInAnyOrder("1010", "1011");
        assertThat(participation.groups())
                .extracting(Participation.Group::label)
                .containsExactly("buyer", "supplier", "carrier");
        assertThat(participation.groups()).allSatisfy(group -> {
            assertThat(group.members()).contains(group.owner().orElseThrow());
            assertThat(group.encryptionKey()).isPresent();
        });
    }

    @Test
    void writesATraceThatEveryParticipantCanOpen() throws IOException {
        TraceId id = id();
        SealedLink one = accepted(request(ENCRYPTED, id, true, ORDER, Optional.of(FORM)), Optional.empty());
        accepted(request(ENCRYPTED, id, false, new Change.Act("comment"), Optional.of(FORM)), Optional.of(head(id)));

        List<ReceivedLink> links = trace.trace(ours, id).orElseThrow().links();
        assertThat(links).hasSize(2);
        assertThat(links.getFirst().stated()).isEqualTo(one.hash());
        for (String organisation : List.of("meridian", "silkway", "harbour")) {
            PrivateKeyPem key = PrivateKeyPem.parse(Files.readAllBytes(sandbox.key(organisation + "-encryption.pem")));
            assertThat(links).allSatisfy(link -> assertThat(open(link, key)).isEqualTo(FORM));
        }
    }

    @Test
    void writesFormsBesideLinksOfAClearWorkflow() {
        TraceId id = id();
        accepted(request(CLEAR, id, true, INSPECTION, Optional.of(FORM)), Optional.empty());
        assertThat(trace.trace(ours, id).orElseThrow().links()).singleElement().satisfies(link -> {
            assertThat(new String(link.form().orElseThrow(), StandardCharsets.UTF_8))
                    .isEqualTo(FORM);
            assertThat(LinkData.of(LinkJson.read(link.raw()))).isInstanceOf(LinkData.Hashed.class);
        });
    }

    @Test
    void changesHandsAndTags() {
        TraceId id = id();
        accepted(request(ENCRYPTED, id, true, ORDER, Optional.of(FORM)), Optional.empty());
        for (Change change : List.of(
                new Change.Push("supplier"),
                new Change.Cancel(),
                new Change.Push("carrier"),
                new Change.Reject(),
                new Change.Pull(),
                new Change.Accept())) {
            accepted(request(ENCRYPTED, id, false, change, Optional.empty()), Optional.of(head(id)));
        }
        assertThat(trace.trace(ours, id).orElseThrow().links()).hasSize(7);
        assertThat(trace.addTags(ours, id, List.of("urgent", "urgent"))).containsExactly("urgent");
        assertThat(trace.removeTags(ours, id, List.of("urgent", "other"))).isEmpty();
    }

    @Test
    void isToldWhereTheHeadMovedOrTheConfigurationIsOld() {
        TraceId id = id();
        SealedLink first = accepted(request(ENCRYPTED, id, true, ORDER, Optional.of(FORM)), Optional.empty());
        Parent parent = head(id);
        accepted(request(ENCRYPTED, id, false, new Change.Act("comment"), Optional.of(FORM)), Optional.of(parent));

        assertThat(send(first)).as("again").isInstanceOf(Sending.HeadMoved.class);
        assertThat(send(sealer.seal(request(ENCRYPTED, id, true, ORDER, Optional.of(FORM)), Optional.empty())))
                .as("another first link")
                .isInstanceOf(Sending.HeadMoved.class);
        assertThat(send(sealer.seal(
                        request(ENCRYPTED, id, false, new Change.Act("comment"), Optional.of(FORM)),
                        Optional.of(parent))))
                .as("after a parent that is not the head")
                .isInstanceOf(Sending.HeadMoved.class);
        assertThat(send(sealer.seal(
                        request(ENCRYPTED, id(), true, new Change.Act("no-such"), Optional.of(FORM)),
                        Optional.empty())))
                .isInstanceOf(Sending.Refused.class);

        try (Sealer late = new Sealer(
                new SealConfig(Duration.ofMinutes(5), 10, 1 << 20),
                Map.of(),
                (organisation, workflow) -> old(trace.participation(organisation, workflow)),
                keys,
                Algorithms.platform(),
                directory,
                Clock.systemUTC())) {
            assertThat(send(late.seal(request(ENCRYPTED, id(), true, ORDER, Optional.of(FORM)), Optional.empty())))
                    .isInstanceOf(Sending.ConfigDeprecated.class);
        }
    }

    @Test
    void writesNothingForKeysThatChanged() throws Exception {
        LinkRequest request = request(ENCRYPTED, id(), true, ORDER, Optional.of(FORM));
        sealer.seal(request, Optional.empty());
        sandbox.fault("recipient-key-changed", 1);
        sealer.forget(ours, ENCRYPTED);
        assertThat(problem(request)).isEqualTo("recipient_changed");
        sandbox.noFaults();
        sealer.forget(ours, ENCRYPTED);
        sealer.seal(request, Optional.empty());
    }

    @Test
    void pinsNoKeysThatAreNotOursInOurOwnPlace() throws Exception {
        sandbox.fault("recipient-key-changed", 1);
        assertThat(problem(request(ENCRYPTED, id(), true, ORDER, Optional.of(FORM))))
                .isEqualTo("own_key_missing");
        assertThat(directory).isEmptyDirectory();
    }

    /** What is accepted is there; what was not sent is not; of the rest nothing is said. */
    @ParameterizedTest
    @ValueSource(strings = {"server-error", "garbage", "cut-connection", "expired-token", "too-many-requests"})
    void saysNothingWrongThroughAFault(String fault) throws Exception {
        sealer.seal(request(ENCRYPTED, id(), true, ORDER, Optional.of(FORM)), Optional.empty());
        sandbox.fault(fault, 0.5);
        Map<TraceId, Sending> sent = new java.util.LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            TraceId id = id();
            sent.put(id, send(sealer.seal(request(ENCRYPTED, id, true, ORDER, Optional.of(FORM)), Optional.empty())));
        }
        sandbox.noFaults();
        sent.forEach((id, outcome) -> {
            boolean there = trace.trace(ours, id).isPresent();
            switch (outcome) {
                case Sending.Accepted _ -> assertThat(there).isTrue();
                case Sending.NotSent _ -> assertThat(there).isFalse();
                case Sending.Unknown _ -> assertThat(fault).isIn("server-error", "garbage", "cut-connection");
                default -> throw new AssertionError(fault + " gives " + outcome);
            }
        });
    }

    private SealedLink accepted(LinkRequest request, Optional<Parent> parent) {
        SealedLink sealed = sealer.seal(request, parent);
        assertThat(send(sealed)).isEqualTo(new Sending.Accepted());
        return sealed;
    }

    private static Sending send(SealedLink sealed) {
        return trace.send(ours, sealed.raw(), sealed.form(), PATIENCE);
    }

    private static Parent head(TraceId id) {
        return Parent.of(trace.trace(ours, id).orElseThrow().links().getLast());
    }

    private String problem(LinkRequest request) {
        return catchThrowableOfType(ProblemException.class, () -> sealer.seal(request, Optional.empty()))
                .code();
    }

    private static Participation old(Participation now) {
        return new Participation("17", now.account(), now.accounts(), now.groups());
    }

    private static TraceId id() {
        return new TraceId(UUID.randomUUID().toString());
    }

    private static LinkRequest request(
            WorkflowId workflow, TraceId trace, boolean first, Change change, Optional<String> form) {
        return new LinkRequest(
                ours,
                workflow,
                trace,
                first,
                change,
                Optional.empty(),
                form.map(text -> Json.of(text.getBytes(StandardCharsets.UTF_8))),
                List.of(),
                List.of(),
                Instant.now());
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
