package io.traceconnector.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.Cursor;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeySource;
import io.traceconnector.app.keys.KeysConfig;
import io.traceconnector.app.keys.OrganisationConfig;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.KeySpec;
import io.traceconnector.chainscript.Link;
import io.traceconnector.chainscript.LinkHash;
import io.traceconnector.chainscript.LinkHashing;
import io.traceconnector.chainscript.LinkJson;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.PublicKeyPem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client before the sandbox's Trace, well and ill. */
final class SandboxTest {

    private static final OrganisationId OURS = new OrganisationId("ours");
    private static final int PAGE = 40;

    @TempDir
    private static Path directory;

    private static SandboxRun sandbox;
    private static KeyRing keys;
    private static TraceClient client;
    private static WorkflowId workflow;

    @BeforeAll
    static void start() throws IOException {
        sandbox = new SandboxRun(directory.resolve("sandbox"), 400);
        workflow = new WorkflowId(sandbox.get("WORKFLOW_ID"));
        keys = new ConfiguredKeyRing(Map.of(OURS, organisation()), new KeysConfig(0), Algorithms.platform(), Map.of());
        client = new TraceClient(config(), keys, new SimpleMeterRegistry());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        client.close();
        keys.close();
        sandbox.close();
    }

    @Test
    void findsTheWorkflows() {
        assertThat(client.workflows(OURS))
                .extracting(Workflow::id)
                .contains(workflow, new WorkflowId(sandbox.get("CLEAR_WORKFLOW_ID")));
    }

    @Test
    void readsEveryLinkAsItWasHashed() {
        List<ReceivedLink> links = links();
        assertThat(links)
                .hasSize((int) client.page(OURS, workflow, Optional.empty(), 1).total());
        assertThat(links).allSatisfy(link -> {
            Link parsed = LinkJson.read(link.raw());
            assertThat(LinkHashing.matches(parsed, LinkHash.ofHex(link.stated().hex())))
                    .isTrue();
        });
        assertThat(links).extracting(ReceivedLink::stated).doesNotHaveDuplicates();
    }

    @Test
    void readsFormsBesideLinksOfTheSecondGeneration() {
        WorkflowId clear = new WorkflowId(sandbox.get("CLEAR_WORKFLOW_ID"));
        assertThat(client.page(OURS, clear, Optional.empty(), PAGE).links())
                .anySatisfy(link -> assertThat(link.form()).isPresent());
    }

    @Test
    void readsATraceFromItsFirstLink() {
        Link some = LinkJson.read(links().getLast().raw());
        Links.TraceLinks trace =
                client.trace(OURS, new TraceId(some.meta().mapId())).orElseThrow();
        assertThat(trace.workflow()).isEqualTo(workflow);
        assertThat(LinkJson.read(trace.links().getFirst().raw())
                        .meta()
                        .prevLinkHash()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void knowsNoTraceThatIsNotThere() {
        assertThat(client.trace(OURS, new TraceId("00000000-0000-4000-8000-000000000000")))
                .isEmpty();
    }

    @Test
    void findsSignersWithKeys() {
        assertThat(client.signers(OURS, workflow))
                .isNotEmpty()
                .allSatisfy(signer -> assertThat(
                                PublicKeyPem.parse(signer.signingKeyPem()).bits())
                        .isPositive());
    }

    @Test
    void knowsItsOwnAccountsAndRefusesForeignTokens() {
        assertThat(client.ownAccounts(OURS)).isNotEmpty();
        assertThat(client.info("Bearer nonsense")).isInstanceOf(TokenInfo.Refused.class);
    }

    @Test
    void relaysAQuery() throws IOException {
        byte[] query = "{\"query\":\"{ workflows { totalCount } }\"}".getBytes(StandardCharsets.UTF_8);
        RelayCall call = new RelayCall(new Credential.Own(OURS), query, true, Duration.ofSeconds(20));
        try (RelayAnswer answer = client.graphql(call)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).asString(StandardCharsets.UTF_8).contains("totalCount");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server-error", "garbage", "cut-connection", "expired-token", "too-many-requests"})
    void readsTheSameLinksThroughAFault(String fault) throws Exception {
        List<ReceivedLink> before = links();
        sandbox.fault(fault, 0.2);
        try {
            assertThat(links())
                    .extracting(ReceivedLink::stated)
                    .containsExactlyElementsOf(
                            before.stream().map(ReceivedLink::stated).toList());
        } finally {
            sandbox.noFaults();
        }
    }

    private static List<ReceivedLink> links() {
        List<ReceivedLink> links = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        boolean more = true;
        while (more) {
            LinksPage page = page(after);
            links.addAll(page.links());
            after = page.end();
            more = page.hasNext();
        }
        return links;
    }

    /** Some faults outlast one call, as they would outlast one poll. */
    private static LinksPage page(Optional<Cursor> after) {
        for (int tried = 1; ; tried++) {
            try {
                return client.page(OURS, workflow, after, PAGE);
            } catch (TraceException e) {
                if (tried == 10) {
                    throw e;
                }
            }
        }
    }

    private static OrganisationConfig organisation() throws IOException {
        Path unused = Files.writeString(
                directory.resolve("rsa.pem"),
                PrivateKeyPem.generate(KeySpec.RSA_2048).unprotectedText());
        Files.setPosixFilePermissions(unused, PosixFilePermissions.fromString("rw-------"));
        return new OrganisationConfig(
                List.of(KeySource.ofFile(unused, Optional.empty())),
                KeySource.ofFile(Path.of(sandbox.get("SIGNING_KEY_FILE")), Optional.empty()),
                Optional.empty());
    }

    private static TraceConfig config() {
        return new TraceConfig(
                sandbox.url("TRACE"),
                sandbox.url("ACCOUNT"),
                sandbox.url("MEDIA"),
                new TimeoutConfig(Duration.ofSeconds(5), Duration.ofSeconds(30)),
                new RetryConfig(4, Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(5), 1),
                new CircuitConfig(10, Duration.ofMillis(200)),
                new LimitConfig(64, 64 * 1024 * 1024, 1000, 64 * 1024 * 1024));
    }
}
