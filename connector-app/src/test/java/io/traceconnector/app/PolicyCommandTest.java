package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.app.audit.TestingAudit;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.policy.FieldKeys;
import io.traceconnector.app.callers.policy.FilePolicies;
import io.traceconnector.app.config.ConfigSource;
import io.traceconnector.app.http.CountingListener;
import io.traceconnector.app.keys.PemFiles;
import io.traceconnector.app.keys.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An operator checks and explains a policy. */
final class PolicyCommandTest {

    private static final String POLICY = """
            version: 1
            roles:
              clerk: {allow: [links:read]}
              guest: {allow: [links:read], given-by: [{claim: access_control_id, is: [guests]}]}
            rows:
              - {name: own region, entity: 201, filter: "region in ${claims.region}"}
              - {entity: 202, when: {role: auditor}, filter: everything}
            columns:
              - {entity: "*", field: price, mask: hash, unless: [role: auditor]}
            """;

    @TempDir
    private Path directory;

    private final CommandRun command = new CommandRun();

    @BeforeEach
    void configure() throws IOException {
        PemFiles files = new PemFiles(directory);
        files.file("rsa.pem", TestKeys.RSA.unprotectedText(), "rw-------");
        files.file("signing.pem", TestKeys.ED25519.unprotectedText(), "rw-------");
        Files.writeString(directory.resolve("connector.yaml"), """
                organisations:
                  acme:
                    decryption-keys: { file: rsa.pem }
                    signing-key: { file: signing.pem }
                tenants:
                  acme:
                    organisations: [acme]
                    policy: policy.yaml
                """);
        Files.writeString(directory.resolve("policy.yaml"), POLICY);
        Files.writeString(
                directory.resolve("link.json"),
                "{\"workflow\":\"201\",\"action\":\"order\",\"tags\":[],\"metadata\":{},\"data\":{\"region\":\"EU\",\"price\":7}}");
    }

    private int explain(String... arguments) {
        return command.run(Stream.concat(
                        Stream.of(
                                "policy",
                                "explain",
                                "--config",
                                directory.resolve("connector.yaml").toString()),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    @Test
    void tellsOfEachRuleAboutALinkWhatItDoes() {
        String link = "@" + directory.resolve("link.json");

        assertThat(explain("--as", "clerk", "--as", "region=EU", "--on", link)).isZero();
        assertThat(command.out())
                .contains("allowed, by role clerk, own region, columns[0]")
                .contains("row rule own region for workflow 201: is about the caller, lets the link through")
                .contains("column rule columns[0] for workflow *: hides price (hash)")
                .contains("the link is seen")
                .doesNotContain("202");
        assertThat(explain("--as", "clerk", "--as", "region=US", "--on", link)).isEqualTo(1);
        assertThat(command.out()).contains("does not let the link through").contains("the link is not seen");
    }

    @Test
    void tellsThatADecisionPointHasToAgreeAndDoesNotAskIt() throws IOException {
        explain("--as", "clerk");
        assertThat(command.out()).doesNotContain("decision point");
        try (CountingListener listener = new CountingListener()) {
            Files.writeString(
                    directory.resolve("connector.yaml"),
                    "callers: { authz: { pdp: { url: '" + listener.url("/") + "', allow-private: true } } }\n",
                    StandardOpenOption.APPEND);

            assertThat(explain("--as", "clerk")).isZero();
            assertThat(command.out())
                    .contains("the decision point (callers.authz.pdp) has to agree besides; it was not asked");
            assertThat(explain("--as", "clerk", "-o", "json")).isZero();
            assertThat(JsonLines.MAPPER
                            .readTree(command.out())
                            .path("decisionPoint")
                            .stringValue())
                    .isEqualTo("not-asked");
            assertThat(explain("--as", "nobody")).isEqualTo(1);
            assertThat(command.out()).doesNotContain("decision point");
            assertThat(listener.accepted()).isZero();
        }
    }

    @Test
    void tellsTheRulesOfAWorkflowAsJsonToo() {
        assertThat(explain("--as", "clerk,auditor", "--workflow", "202", "-o", "json"))
                .isZero();

        JsonNode answer = JsonLines.MAPPER.readTree(command.out());
        assertThat(answer.path("allowed").booleanValue()).isTrue();
        assertThat(answer.path("rows")).hasSize(1);
        assertThat(answer.path("rows").path(0).path("aboutCaller").booleanValue())
                .isTrue();
        assertThat(answer.path("columns").path(0).path("lifted").booleanValue()).isTrue();
    }

    @Test
    void tellsWhichRolesComeFromClaims() {
        assertThat(explain("--as", "access_control_id=guests")).isZero();
        assertThat(command.out()).contains("allowed, by role guest").contains("role guest: given by a claim");
        assertThat(explain("--as", "access_control_id=others")).isEqualTo(1);
    }

    @Test
    void deniesWhatNoRoleAllows() {
        assertThat(explain("--as", "clerk", "--action", "links:write")).isEqualTo(1);
        assertThat(command.out()).contains("denied");
        assertThat(explain("--as", "connector.writer", "--action", "links:write"))
                .isZero();
    }

    @Test
    void refusesWhatItCannotLookAt() {
        assertThat(explain("--as", "clerk", "--tenant", "other")).isEqualTo(2);
        assertThat(command.err()).contains("there are: acme");
        assertThat(explain("--as", "clerk", "--on", "trace:hash")).isEqualTo(2);
        assertThat(command.err()).contains("@FILE");
        assertThat(explain("--as", "clerk", "--on", "@" + directory.resolve("none.json")))
                .isEqualTo(2);
    }

    @Test
    void checkFindsWhatIsWrongWithAPolicy() throws IOException {
        assertThat(command.run(
                        "check", "--config", directory.resolve("connector.yaml").toString()))
                .isZero();

        Files.writeString(directory.resolve("policy.yaml"), POLICY.replace("in ${", "is ${"));
        assertThat(command.run(
                        "check", "--config", directory.resolve("connector.yaml").toString()))
                .isEqualTo(2);
        assertThat(command.out()).contains(directory.resolve("policy.yaml") + ":6: rows[0].filter: expects =");
        assertThat(explain("--as", "clerk")).isEqualTo(2);
    }

    @Test
    void aFileIsCheckedBeforeAnythingNamesIt() throws IOException {
        String good = directory.resolve("policy.yaml").toString();
        Path bad = Files.writeString(directory.resolve("bad.yaml"), POLICY.replace("in ${", "is ${"));

        assertThat(command.run("policy", "check", good)).isZero();
        assertThat(command.out()).contains("can be used");
        assertThat(command.run("policy", "check", good, bad.toString(), directory + "/none.yaml"))
                .isEqualTo(2);
        assertThat(command.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(bad + ":6: rows[0].filter: expects ="),
                        line -> assertThat(line).startsWith(directory + "/none.yaml: "));
        assertThat(command.run("policy", "check", bad.toString(), "-o", "json")).isEqualTo(2);
        JsonNode answer = JsonLines.MAPPER.readTree(command.out());
        assertThat(answer.path("usable").booleanValue()).isFalse();
        assertThat(answer.path("problems").path(0).path("where").stringValue()).isEqualTo(bad + ":6");
        assertThat(command.json("policy", "check", good).path("usable").booleanValue())
                .isTrue();
        assertThat(command.run("policy", "check")).isEqualTo(2);
    }

    @Test
    void aFileIsExplainedBeforeAnythingNamesIt() throws IOException {
        Path next =
                Files.writeString(directory.resolve("next.yaml"), POLICY.replace("clerk: {allow", "auditor: {allow"));
        Files.delete(directory.resolve("connector.yaml"));

        assertThat(command.run("policy", "explain", "--policy", next.toString(), "--as", "auditor"))
                .as(command::err)
                .isZero();
        assertThat(command.out()).contains("allowed, by role auditor");
        assertThat(command.run("policy", "explain", "--policy", next.toString(), "--as", "clerk"))
                .isEqualTo(1);
        assertThat(explain("--policy", next.toString(), "--as", "auditor", "--tenant", "acme"))
                .as("either a tenant's or a file")
                .isEqualTo(2);
        Files.writeString(next, "version: 1\nrows: 7\n");
        assertThat(command.run("policy", "explain", "--policy", next.toString(), "--as", "auditor"))
                .isEqualTo(2);
        assertThat(command.err()).contains(next + ":2: rows");
    }

    @Test
    void aChangedPolicyIsReadAnewWhileTheConnectorRuns() throws IOException {
        ConnectorConfig config = Settings.read(
                        ConfigSource.read(Optional.of(directory.resolve("connector.yaml")), List.of(), Map.of()))
                .connector();
        TenantDirectory tenants =
                new TenantDirectory(config.tenants(), config.organisations().keySet(), List::of);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        FilePolicies policies = new FilePolicies(tenants, FieldKeys.derived(new byte[32]), Clock.systemUTC(), meters);
        try (TestingAudit audit = new TestingAudit();
                PolicyWatch watch =
                        PolicyWatch.start(policies, new PolicyRecords(policies, audit.log()), Duration.ofMillis(20))) {
            JsonNode first = audit.lines("event").getFirst();
            assertThat(first.path("tenant").stringValue()).isEqualTo("acme");
            assertThat(first.path("outcome").stringValue()).isEqualTo("in-force");
            Files.writeString(directory.resolve("policy.yaml"), "version: 2");
            Awaitility.await().until(policies::hasProblems);
            assertThat(meters.get("connector.policy.problems").gauge().value()).isEqualTo(1);

            Files.writeString(directory.resolve("policy.yaml"), "version: 1");
            Awaitility.await().until(() -> !policies.hasProblems());
            Awaitility.await().until(() -> audit.lines("event").size() == 2);
            assertThat(audit.lines("event"))
                    .as("which text counted when")
                    .map(line -> line.path("objects").path("revision").stringValue())
                    .doesNotHaveDuplicates();
        }
    }
}
