package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.app.keys.PemFiles;
import io.traceconnector.app.keys.TestKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code connector check} says of who may call. */
final class CheckCallersTest {

    private static final String ISSUER = """
                - issuer: https://login.acme.example
                  audience: connector
                  tenant: default
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void configure() {
        PemFiles files = new PemFiles(directory);
        files.file("rsa.pem", TestKeys.RSA.unprotectedText(), "rw-------");
        files.file("ec.pem", TestKeys.EC.unprotectedText(), "rw-------");
    }

    private int check(String tokenKeys, String rest) throws IOException {
        Files.writeString(directory.resolve("connector.yaml"), """
                organisations:
                  acme:
                    decryption-keys: { file: rsa.pem }
                    signing-key: { file: rsa.pem }
                    token-keys: %s
                """.formatted(tokenKeys) + rest);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(
                        "check", "--config", directory.resolve("connector.yaml").toString());
    }

    @Test
    void whoeverSignsTokensNeedsAnAddress() throws IOException {
        assertThat(check("[{ file: ec.pem }]", "")).isEqualTo(2);
        assertThat(out.toString()).contains("http.public-url must be the address");
        assertThat(check("[{ file: ec.pem }]", "http: { public-url: https://connector.acme.example }"))
                .isZero();
        assertThat(check("[]", "")).isZero();
    }

    @Test
    void oneTokenKeyIsWorthAWarningAndTwoAreNot() throws IOException {
        String address = "http: { public-url: https://connector.acme.example }";

        assertThat(check("[{ file: ec.pem }]", address)).isZero();
        assertThat(out.toString())
                .contains("The configuration can be used.", "warning: token-keys: organisations: tenant default");
        out.getBuffer().setLength(0);
        assertThat(check("[{ file: ec.pem }, { file: rsa.pem }]", address)).isZero();
        assertThat(check("[]", address)).isZero();
        assertThat(out.toString()).contains("can be used").doesNotContain("warning");
    }

    @Test
    void whatIsNotListenedOnNeedsNoProtection() throws IOException {
        String open = """
                http: { listen: %s, host: 0.0.0.0, port: 8905, tls: { certificate: missing.pem, key: missing.pem } }
                callers: { network: { enabled: true }, own-tokens: { certificate-bound: true } }
                """;

        assertThat(check("[]", open.formatted("all"))).isEqualTo(2);
        assertThat(out.toString()).contains("management-port must differ").doesNotContain("Nothing listens");
        assertThat(check("[]", open.formatted("all").replace("8905", "8903"))).isEqualTo(2);
        assertThat(out.toString()).contains("missing.pem", "callers.network admits everybody who reaches 0.0.0.0");
        assertThat(check("[]", open.formatted("management"))).as(out.toString()).isZero();
        assertThat(out.toString()).contains("Nothing listens for applications (http.listen: management)");
    }

    @Test
    void anOpenPortForOperatorsIsRefusedAsEver() throws IOException {
        assertThat(
                        check(
                                "[]",
                                "http: { listen: management, management-host: 0.0.0.0 }\ncallers: { network: { enabled: true } }"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("callers.network admits everybody who reaches 0.0.0.0");
    }

    @Test
    void aTenantIsOfOneOfTwoKinds() throws IOException {
        String tenant = "tenants: { acme: { organisations: [acme], kind: %s } }";

        assertThat(check("[]", tenant.formatted("experiment")))
                .as(out.toString())
                .isZero();
        assertThat(check("[]", tenant.formatted("toy"))).isEqualTo(2);
        assertThat(out.toString()).contains("tenants.acme.kind", "production", "experiment");
    }

    @Test
    void issuersThatDoNotFitTogetherAreFoundBeforeTheStart() throws IOException {
        String one = "callers:\n  issuers:\n" + ISSUER;

        assertThat(check("[]", one)).isZero();
        assertThat(check("[]", one + ISSUER)).isEqualTo(2);
        assertThat(out.toString()).contains("callers.issuers: https://login.acme.example is there twice");
        assertThat(check("[]", one + "      ca: missing.pem\n")).isEqualTo(2);
        assertThat(out.toString()).contains("missing.pem is not a readable PEM file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: https://pdp.acme.example/v1/data/x|",
                "url: http://127.0.0.1:8181/, allow-private: true|",
                "url: https://pdp.acme.example/, within: 10ms, remembered: 0s|",
                "within: 10ms|url",
                "url: http://127.0.0.1:8181/|http only with allow-private",
                "url: http://pdp.acme.example/, allow-private: true|http only with allow-private",
                "url: https://user@pdp.acme.example/|neither user nor fragment",
                "url: https://pdp.acme.example/, within: 51ms|within must be 1ms to 50ms",
                "url: https://pdp.acme.example/, within: 0s|within must be 1ms to 50ms",
                "url: https://pdp.acme.example/, remembered: 2s|remembered must be 0s to 1s",
                "url: https://pdp.acme.example/, concurrent: 0|at least 1",
                "url: https://pdp.acme.example/, remembered-answers: 0|at least 1",
                "url: https://pdp.acme.example/, token: 'exec:cat x'|too slow",
                "url: https://pdp.acme.example/, token: 'file:missing'|callers.authz.pdp",
                "url: https://pdp.acme.example/, ca: missing.pem|callers.authz.pdp: ca",
                "url: https://pdp.acme.example/, fail-open: true|fail-open"
            })
    void aDecisionPointThatCannotBeAskedIsFoundBeforeTheStart(String section, @Nullable String problem)
            throws IOException {
        int code = check("[]", "callers: { authz: { pdp: { " + section + " } } }");

        assertThat(code).as(out.toString()).isEqualTo(problem == null ? 0 : 2);
        assertThat(out.toString()).contains(problem == null ? "can be used" : problem);
    }

    @Test
    void tokensAreBoundToCertificatesOnlyWhereClientsShowThem() throws IOException {
        assertThat(check("[]", "callers: { own-tokens: { certificate-bound: true } }"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("certificate-bound needs http.tls.client-certificates");
    }
}
