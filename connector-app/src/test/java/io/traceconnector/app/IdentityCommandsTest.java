package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An operator makes tenants, service accounts, plugins and operators while the connector runs. */
class IdentityCommandsTest {

    @TempDir
    private static Path directory;

    private static TestingSandbox sandbox;
    private static TestingConnector connector;

    private final InputStream terminal = System.in;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 10);
        connector = TestingConnector.start(sandbox, directory.resolve("connector"));
    }

    @AfterAll
    static void end() {
        connector.close();
        sandbox.close();
    }

    @AfterEach
    void restore() {
        System.setIn(terminal);
    }

    @Test
    void makesRotatesDisablesAndDeletesAServiceAccount() throws IOException {
        Path secret = directory.resolve("secret");
        JsonNode made = json("service-account", "create", "--role", "connector.reader", "--out", secret.toString());
        String id = made.path("clientId").stringValue();

        assertThat(Files.readString(secret)).matches("tcs_\\S+\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(out.toString()).doesNotContain("tcs_");
        assertThat(run("service-account", "create", "--out", secret.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is there already");
        assertThat(json("service-account", "rotate", id, "--grace", "PT1H", "--revoke-issued")
                        .path("clientSecret")
                        .stringValue())
                .startsWith("tcs_");
        String begin = Instant.now().plus(Duration.ofDays(3)).toString();
        assertThat(json("service-account", "rotate", id, "--not-before", begin)
                        .path("secrets")
                        .path(1)
                        .path("notBefore")
                        .stringValue())
                .isEqualTo(begin);
        assertThat(run("service-account", "list")).isZero();
        assertThat(out.toString()).contains(id, "true").doesNotContain("tcs_");
        assertThat(json("service-account", "disable", id).path("enabled").booleanValue())
                .isFalse();
        assertThat(json("service-account", "enable", id).path("enabled").booleanValue())
                .isTrue();
        assertThat(run("service-account", "delete", id)).isZero();
        assertThat(run("service-account", "rotate", id)).isEqualTo(1);
        assertThat(err.toString()).contains("service_account_unknown");
    }

    @Test
    void writesAKeyFileThatGooglesLibraryReads() throws IOException {
        String id = json("service-account", "create", "--role", "connector.reader")
                .path("clientId")
                .stringValue();
        Path file = directory.resolve("key.json");

        assertThat(run("service-account", "export", id, "--form", "google", "--out", file.toString()))
                .isZero();
        assertThat(out.toString()).doesNotContain("PRIVATE");

        try (InputStream in = Files.newInputStream(file)) {
            ServiceAccountCredentials credentials = ServiceAccountCredentials.fromStream(in);
            assertThat(credentials.getClientId()).isEqualTo(id);
            assertThat(credentials.getProjectId()).isEqualTo("default");
            assertThat(credentials.getClientEmail()).endsWith("@default.trace-connector");
            assertThat(credentials.getTokenServerUri().toString())
                    .isEqualTo(connector.api() + "/auth/realms/default/protocol/openid-connect/token");
            assertThat(connector.manage("/tenants/default/service-accounts/" + id + "/keys"))
                    .contains(credentials.getPrivateKeyId());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void writesTheOtherFormOfAKeyFile() throws IOException {
        String id = json("service-account", "create", "--role", "connector.reader")
                .path("clientId")
                .stringValue();
        Path file = directory.resolve("account.json");

        assertThat(run("service-account", "export", id, "--form", "chassi", "--out", file.toString()))
                .isZero();

        JsonNode account = JsonLines.MAPPER.readTree(Files.readString(file)).path(0);
        assertThat(account.propertyNames())
                .containsExactly(
                        "id", "clientId", "clientSecret", "description", "enabled", "tokenEndpoint", "scopedRoles");
        assertThat(account.path("clientSecret").stringValue()).startsWith("tcs_");
        assertThat(run("service-account", "export", id, "--form", "chassi")).isZero();
        assertThat(JsonLines.MAPPER
                        .readTree(out.toString())
                        .path(0)
                        .path("clientSecret")
                        .stringValue())
                .startsWith("tcs_")
                .isNotEqualTo(account.path("clientSecret").stringValue());
    }

    @Test
    void makesShowsRegistersAndRemovesKeysOfAServiceAccount() throws IOException {
        String id = json("service-account", "create", "--role", "connector.reader")
                .path("clientId")
                .stringValue();
        Path secret = directory.resolve("made.pem");
        Path jwk = directory.resolve("jwk.json");

        JsonNode made = json("service-account", "keys", "add", id, "--out", secret.toString());
        String kid = made.path("kid").stringValue();

        assertThat(out.toString()).doesNotContain("PRIVATE");
        assertThat(Files.readString(secret)).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(run("service-account", "keys", "list", id)).isZero();
        assertThat(out.toString()).contains(kid);
        assertThat(run("service-account", "keys", "remove", id, kid)).isZero();
        assertThat(run("service-account", "keys", "remove", id, kid)).isEqualTo(1);
        assertThat(err.toString()).contains("key_unknown");
        Files.writeString(jwk, made.path("jwk").toString());
        assertThat(json("service-account", "keys", "add", id, "--jwk", jwk.toString())
                        .has("privateKey"))
                .isFalse();
        Files.writeString(jwk, "no key");
        assertThat(run("service-account", "keys", "add", id, "--jwk", jwk.toString()))
                .isEqualTo(2);
        assertThat(run("service-account", "keys", "add", id, "--jwk", jwk + ".not"))
                .isEqualTo(2);
    }

    @Test
    void makesAPluginAndInstallsIt() {
        assertThat(json("plugin", "create", "chat", "--want", "links:read", "--want", "search:use")
                        .path("pluginToken")
                        .stringValue())
                .startsWith("tcp_");
        JsonNode installed = json("plugin", "install", "chat", "--grant", "links:read");
        String id = installed.path("id").stringValue();

        assertThat(installed.path("connectionToken").stringValue()).startsWith("tcc_");
        assertThat(run("plugin", "install", "chat", "--grant", "links:write")).isEqualTo(1);
        assertThat(err.toString()).contains("grants_not_wanted");
        assertThat(run("plugin", "installations")).isZero();
        assertThat(out.toString()).contains(id, "links:read");
        assertThat(run("plugin", "tenants", "chat")).isZero();
        assertThat(out.toString()).contains("default", id);
        assertThat(json("plugin", "suspend", id).path("suspended").booleanValue())
                .isTrue();
        assertThat(json("plugin", "resume", id).path("suspended").booleanValue())
                .isFalse();
        assertThat(json("plugin", "rotate-connection", id, "--revoke-issued")
                        .path("connectionToken")
                        .stringValue())
                .startsWith("tcc_");
        assertThat(json("plugin", "rotate", "chat", "--revoke-issued")
                        .path("pluginToken")
                        .stringValue())
                .startsWith("tcp_");
        assertThat(run("plugin", "uninstall", id)).isZero();
        assertThat(json("plugin", "disable", "chat").path("enabled").booleanValue())
                .isFalse();
        assertThat(run("plugin", "list")).isZero();
        assertThat(out.toString()).contains("chat", "false");
        assertThat(run("plugin", "delete", "chat")).isZero();
    }

    @Test
    void makesAnOperatorWhosePasswordIsReadFromAFileOrStandardInput() throws IOException {
        Path password = directory.resolve("password");
        Files.writeString(password, "correct horse battery\nnot this\n");

        assertThat(json(
                                "operator",
                                "create",
                                "ada",
                                "--tenant",
                                "default=connector.admin,connector.reader",
                                "--password-file",
                                password.toString())
                        .path("tenants")
                        .path("default"))
                .hasSize(2);
        System.setIn(new ByteArrayInputStream("another horse battery\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(run("operator", "password", "ada", "--password-stdin")).isZero();
        System.setIn(new ByteArrayInputStream("short\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(run("operator", "password", "ada", "--password-stdin")).isEqualTo(1);
        assertThat(err.toString()).contains("password_unusable").doesNotContain("short");
        assertThat(run("operator", "list")).isZero();
        assertThat(out.toString()).contains("ada").doesNotContain("horse");
        assertThat(json("operator", "disable", "ada").path("enabled").booleanValue())
                .isFalse();
        assertThat(json("operator", "enable", "ada").path("enabled").booleanValue())
                .isTrue();
        assertThat(json("operator", "roles", "ada", "--tenant", "default=connector.reader")
                        .path("tenants")
                        .toString())
                .isEqualTo("{\"default\":[\"connector.reader\"]}");
        assertThat(run("operator", "roles", "ada", "--tenant", "nowhere=connector.reader"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("tenant_unknown");
        assertThat(run("operator", "log-out", "ada")).isZero();
        assertThat(run("operator", "log-out", "bob")).isEqualTo(1);
        assertThat(err.toString()).contains("operator_unknown");
        assertThat(run("operator", "delete", "ada")).isZero();
    }

    @Test
    void tenantsOfTheConfigurationAreNotChangedHere() {
        assertThat(run("tenant", "list")).isZero();
        assertThat(out.toString()).contains("default", "true");
        assertThat(run("tenant", "spaces", "default")).isZero();
        assertThat(out.toString()).contains("definitional", "operational");
        assertThat(run("tenant", "disable", "default")).isEqualTo(1);
        assertThat(err.toString()).contains("tenant_configured");
        assertThat(run("tenant", "create", "new", "--organisation", "nobody", "--space", "a=201,202"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("invalid_request");
        assertThat(run("tenant", "delete", "nowhere")).isEqualTo(1);
        assertThat(err.toString()).contains("tenant_unknown");
        assertThat(run("tenant", "enable", "../x")).isEqualTo(1);
    }

    @Test
    void nothingThatWasMadeIsOnDiskInClear() throws IOException {
        JsonNode made = json("service-account", "create", "--role", "connector.reader");
        String secret = made.path("clientSecret").stringValue();

        try (Stream<Path> files = Files.walk(directory.resolve("connector/data/callers"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty().allSatisfy(file -> {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(
                                secret,
                                secret.substring(13, 56),
                                made.path("clientId").stringValue());
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            });
        }
    }

    private JsonNode json(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("-o", "json"));
        assertThat(run(all.toArray(String[]::new))).as(() -> err.toString()).isZero();
        return JsonLines.MAPPER.readTree(out.toString());
    }

    private int run(String... args) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--management", connector.management()));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
