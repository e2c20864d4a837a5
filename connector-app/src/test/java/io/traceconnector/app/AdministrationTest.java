package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A person who was made an administrator by a command logs in and administrates the tenant where applications call, until a command ends it. */
class AdministrationTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @TempDir
    private static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TestingSandbox sandbox;
    private static TestingConnector connector;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 10);
        int port = FreePort.preferring(18923);
        List<String> settings = TestingConnector.settings(directory.resolve("connector"));
        settings.remove("http.port=0");
        settings.addAll(List.of("http.port=" + port, "http.public-url=http://127.0.0.1:" + port));
        connector = TestingConnector.start(sandbox.givingTokens(directory.resolve("connector.yaml")), settings);
    }

    @AfterAll
    static void end() {
        CLIENT.close();
        connector.close();
        sandbox.close();
    }

    private static void command(String... args) {
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--management", connector.management()));
        int exit = Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        assertThat(exit).as(err.toString()).isZero();
    }

    private static HttpResponse<String> ask(String method, String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connector.api() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonLines.MAPPER.readTree(answer.body());
    }

    private static String login(String name, String password) {
        return json(ask("POST", "/auth/login", "", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}"))
                .path("access_token")
                .stringValue();
    }

    @Test
    void anAdministratorThatACommandMadeMakesOthersAndIsEndedByACommand() throws IOException {
        Path password = directory.resolve("password");
        Files.writeString(password, "correct horse battery\n");
        command(
                "operator",
                "create",
                "ada",
                "--tenant",
                "default=connector.admin",
                "--password-file",
                password.toString());
        String ada = login("ada", "correct horse battery");

        String plugin = json(ask("POST", "/plugins", ada, "{\"id\":\"chat\",\"wanted\":[\"links:read\"]}"))
                .path("pluginToken")
                .stringValue();
        assertThat(plugin).startsWith("tcp_");
        json(ask(
                "POST",
                "/tenants/default/operators",
                ada,
                "{\"name\":\"bob\",\"password\":\"another horse battery\",\"roles\":[\"connector.admin\"]}"));
        String bob = login("bob", "another horse battery");
        assertThat(json(ask("GET", "/plugins", bob, "")).path("plugins")).hasSize(1);

        json(ask("POST", "/tenants/default/operators/bob:roles", ada, "{\"roles\":[\"connector.reader\"]}"));

        await().atMost(A_SECOND).until(() -> ask("GET", "/plugins", bob, "").statusCode() == 401);
        String reader = login("bob", "another horse battery");
        assertThat(ask("GET", "/plugins", reader, "").statusCode()).isEqualTo(403);
        assertThat(ask("GET", "/tenants/default", reader, "").statusCode()).isEqualTo(200);

        command("operator", "log-out", "ada");

        await().atMost(A_SECOND).until(() -> ask("GET", "/plugins", ada, "").statusCode() == 401);
        command("plugin", "delete", "chat");
        assertThat(json(ask("GET", "/plugins", login("ada", "correct horse battery"), ""))
                        .path("plugins"))
                .isEmpty();
    }
}
