package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
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
    private static CommandRun command;

    private final InputStream terminal = System.in;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 10);
        connector = TestingConnector.start(sandbox, directory.resolve("connector"));
        command = new CommandRun("--management", connector.management());
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
        JsonNode made =
                command.json("service-account", "create", "--role", "connector.reader", "--out", secret.toString());
        String id = made.path("clientId").stringValue();

        assertThat(Files.readString(secret)).matches("tcs_\\S+\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(command.out()).doesNotContain("tcs_");
        assertThat(command.run("service-account", "create", "--out", secret.toString()))
                .isEqualTo(2);
        assertThat(command.err()).contains("is there already");
        assertThat(command.json("service-account", "rotate", id, "--grace", "PT1H", "--revoke-issued")
                        .path("clientSecret")
                        .stringValue())
                .startsWith("tcs_");
        String begin = Instant.now().plus(Duration.ofDays(3)).toString();
        assertThat(command.json("service-account", "rotate", id, "--not-before", begin)
                        .path("secrets")
                        .path(1)
                        .path("notBefore")
                        .stringValue())
                .isEqualTo(begin);
        assertThat(command.run("service-account", "list")).isZero();
        assertThat(command.out()).contains(id, "true").doesNotContain("tcs_");
        assertThat(command.json("service-account", "disable", id)
                        .path("enabled")
                        .booleanValue())
                .isFalse();
        assertThat(command.json("service-account", "enable", id).path("enabled").booleanValue())
                .isTrue();
        assertThat(command.run("service-account", "delete", id)).isZero();
        assertThat(command.run("service-account", "rotate", id)).isEqualTo(1);
        assertThat(command.err()).contains("service_account_unknown");
    }

    @Test
    void writesAKeyFileThatGooglesLibraryReads() throws IOException {
        String id = command.json("service-account", "create", "--role", "connector.reader")
                .path("clientId")
                .stringValue();
        Path file = directory.resolve("key.json");

        assertThat(command.run("service-account", "export", id, "--form", "google", "--out", file.toString()))
                .isZero();
        assertThat(command.out()).doesNotContain("PRIVATE");

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
        String id = command.json("service-account", "create", "--role", "connector.reader")
                .path("clientId")
                .stringValue();
        Path file = directory.resolve("account.json");

        assertThat(command.run("service-account", "export", id, "--form", "chassi", "--out", file.toString()))
                .isZero();

        JsonNode account = JsonLines.MAPPER.readTree(Files.readString(file)).path(0);
        assertThat(account.propertyNames())
                .containsExactly(
                        "id", "clientId", "clientSecret", "description", "enabled", "tokenEndpoint", "scopedRoles");
        assertThat(account.path("clientSecret").stringValue()).startsWith("tcs_");
        assertThat(command.run("service-account", "export", id, "--form", "chassi"))
                .isZero();
        assertThat(JsonLines.MAPPER
                        .readTree(command.out())
                        .path(0)
                        .path("clientSecret")
                        .stringValue())
                .startsWith("tcs_")
                .isNotEqualTo(account.path("clientSecret").stringValue());
    }

    @Test
    void makesShowsRegistersAndRemovesKeysOfAServiceAccount() throws IOException {
        String id = command.json("service-account", "create", "--role", "connector.reader")
                .path("clientId")
                .stringValue();
        Path secret = directory.resolve("made.pem");
        Path jwk = directory.resolve("jwk.json");

        JsonNode made = command.json("service-account", "keys", "add", id, "--out", secret.toString());
        String kid = made.path("kid").stringValue();

        assertThat(command.out()).doesNotContain("PRIVATE");
        assertThat(Files.readString(secret)).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(command.run("service-account", "keys", "list", id)).isZero();
        assertThat(command.out()).contains(kid);
        assertThat(command.run("service-account", "keys", "remove", id, kid)).isZero();
        assertThat(command.run("service-account", "keys", "remove", id, kid)).isEqualTo(1);
        assertThat(command.err()).contains("key_unknown");
        Files.writeString(jwk, made.path("jwk").toString());
        assertThat(command.json("service-account", "keys", "add", id, "--jwk", jwk.toString())
                        .has("privateKey"))
                .isFalse();
        Files.writeString(jwk, "no key");
        assertThat(command.run("service-account", "keys", "add", id, "--jwk", jwk.toString()))
                .isEqualTo(2);
        assertThat(command.run("service-account", "keys", "add", id, "--jwk", jwk + ".not"))
                .isEqualTo(2);
    }

    @Test
    void makesAPluginAndInstallsIt() {
        assertThat(command.json("plugin", "create", "chat", "--want", "links:read", "--want", "search:use")
                        .path("pluginToken")
                        .stringValue())
                .startsWith("tcp_");
        JsonNode installed = command.json("plugin", "install", "chat", "--grant", "links:read");
        String id = installed.path("id").stringValue();

        assertThat(installed.path("connectionToken").stringValue()).startsWith("tcc_");
        assertThat(command.run("plugin", "install", "chat", "--grant", "links:write"))
                .isEqualTo(1);
        assertThat(command.err()).contains("grants_not_wanted");
        assertThat(command.run("plugin", "installations")).isZero();
        assertThat(command.out()).contains(id, "links:read");
        assertThat(command.run("plugin", "tenants", "chat")).isZero();
        assertThat(command.out()).contains("default", id);
        assertThat(command.json("plugin", "suspend", id).path("suspended").booleanValue())
                .isTrue();
        assertThat(command.json("plugin", "resume", id).path("suspended").booleanValue())
                .isFalse();
        assertThat(command.json("plugin", "rotate-connection", id, "--revoke-issued")
                        .path("connectionToken")
                        .stringValue())
                .startsWith("tcc_");
        assertThat(command.json("plugin", "rotate", "chat", "--revoke-issued")
                        .path("pluginToken")
                        .stringValue())
                .startsWith("tcp_");
        assertThat(command.run("plugin", "uninstall", id)).isZero();
        assertThat(command.json("plugin", "disable", "chat").path("enabled").booleanValue())
                .isFalse();
        assertThat(command.run("plugin", "list")).isZero();
        assertThat(command.out()).contains("chat", "false");
        assertThat(command.run("plugin", "delete", "chat")).isZero();
    }

    @Test
    void makesAnOperatorWhosePasswordIsReadFromAFileOrStandardInput() throws IOException {
        Path password = directory.resolve("password");
        Files.writeString(password, "correct horse battery\nnot this\n");

        assertThat(command.json(
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
        assertThat(command.run("operator", "password", "ada", "--password-stdin"))
                .isZero();
        System.setIn(new ByteArrayInputStream("short\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(command.run("operator", "password", "ada", "--password-stdin"))
                .isEqualTo(1);
        assertThat(command.err()).contains("password_unusable").doesNotContain("short");
        assertThat(command.run("operator", "list")).isZero();
        assertThat(command.out()).contains("ada").doesNotContain("horse");
        assertThat(command.json("operator", "disable", "ada").path("enabled").booleanValue())
                .isFalse();
        assertThat(command.json("operator", "enable", "ada").path("enabled").booleanValue())
                .isTrue();
        assertThat(command.json("operator", "roles", "ada", "--tenant", "default=connector.reader")
                        .path("tenants")
                        .toString())
                .isEqualTo("{\"default\":[\"connector.reader\"]}");
        assertThat(command.run("operator", "roles", "ada", "--tenant", "nowhere=connector.reader"))
                .isEqualTo(1);
        assertThat(command.err()).contains("tenant_unknown");
        assertThat(command.run("operator", "log-out", "ada")).isZero();
        assertThat(command.run("operator", "log-out", "bob")).isEqualTo(1);
        assertThat(command.err()).contains("operator_unknown");
        assertThat(command.run("operator", "delete", "ada")).isZero();
    }

    @Test
    void saysFromWhereEachMayBeUsed() {
        String account = command.json("service-account", "create", "--network", "10.0.0.0/8")
                .path("clientId")
                .stringValue();
        command.json("plugin", "create", "near", "--network", "10.0.0.0/8", "--network", "2001:db8::/32");
        System.setIn(new ByteArrayInputStream("correct horse battery\n".getBytes(StandardCharsets.US_ASCII)));
        command.json(
                "operator",
                "create",
                "eve",
                "--tenant",
                "default=connector.reader",
                "--password-stdin",
                "--network",
                "10.0.0.0/8");

        assertThat(command.run("plugin", "list")).isZero();
        assertThat(command.out()).contains("10.0.0.0/8").contains("2001:db8::/32");
        assertThat(command.run("operator", "list")).isZero();
        assertThat(command.out()).contains("10.0.0.0/8");
        for (List<String> verb : List.of(
                List.of("service-account", "limit", account),
                List.of("plugin", "limit", "near"),
                List.of("operator", "limit", "eve"))) {
            assertThat(networks(verb, "192.168.0.0/16", "127.0.0.1"))
                    .as(verb.getFirst())
                    .isEqualTo("[\"127.0.0.1\",\"192.168.0.0/16\"]");
            assertThat(networks(verb)).as(verb.getFirst()).isIn("[]", "");
        }
        assertThat(command.run("plugin", "limit", "near", "10.0.0.1/8")).isEqualTo(1);
        assertThat(command.err()).contains("invalid_request");
        assertThat(command.run("operator", "delete", "eve")).isZero();
        assertThat(command.run("plugin", "delete", "near")).isZero();
    }

    private static String networks(List<String> verb, String... ranges) {
        return command.json(Stream.concat(verb.stream(), Stream.of(ranges)).toArray(String[]::new))
                .path("networks")
                .toString();
    }

    @Test
    void tenantsOfTheConfigurationAreNotChangedHere() {
        assertThat(command.run("tenant", "list")).isZero();
        assertThat(command.out()).contains("default", "true");
        assertThat(command.run("tenant", "spaces", "default")).isZero();
        assertThat(command.out()).contains("definitional", "operational");
        assertThat(command.run("tenant", "disable", "default")).isEqualTo(1);
        assertThat(command.err()).contains("tenant_configured");
        assertThat(command.run("tenant", "create", "new", "--organisation", "nobody", "--space", "a=201,202"))
                .isEqualTo(1);
        assertThat(command.err()).contains("invalid_request");
        assertThat(command.run("tenant", "delete", "nowhere")).isEqualTo(1);
        assertThat(command.err()).contains("tenant_unknown");
        assertThat(command.run("tenant", "enable", "../x")).isEqualTo(1);
    }

    @Test
    void nothingThatWasMadeIsOnDiskInClear() throws IOException {
        JsonNode made = command.json("service-account", "create", "--role", "connector.reader");
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
}
