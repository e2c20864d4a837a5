package io.traceconnector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The whole daemon, killed again and again while accounts are made and disabled and tokens given out and ended. */
class KilledWhileAdministratingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLS = 2;
    private static final int AT_A_TIME = 4;
    private static final int ACKNOWLEDGED_BEFORE_A_KILL = 20;
    private static final String TOKEN_ROUTE = "/auth/realms/{tenant}/protocol/openid-connect/token";

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePort.preferring(18913);

    /** What the daemon said it had done: accounts by client id with their secrets, which of them it disabled, and tokens that it ended. */
    private final Map<String, String> accounts = new ConcurrentHashMap<>();

    private final Set<String> disabled = ConcurrentHashMap.newKeySet();

    /** Which it was asked to disable: where it was killed before it answered, that may have been done or not. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private final Set<String> given = ConcurrentHashMap.newKeySet();

    private TestingSandbox sandbox;
    private Process process;
    private Path log = Path.of("");
    private String management = "";
    private int started;
    private volatile boolean killed;

    @BeforeEach
    void begin() throws Exception {
        sandbox = TestingSandbox.start(directory.resolve("sandbox"), 10);
        process = serve();
    }

    @AfterEach
    void end() throws Exception {
        process.destroyForcibly().waitFor();
        sandbox.close();
        client.close();
    }

    @Test
    void whatWasAcknowledgedHoldsAndIsInAnUnbrokenAuditLog() throws Exception {
        String head = "";
        for (int kill = 0; kill < KILLS; kill++) {
            administrateUntilKilled();
            head = lastHead();
            process = serve();

            asked.removeAll(disabled);
            for (Map.Entry<String, String> account : accounts.entrySet()) {
                String id = account.getKey();
                if (!asked.contains(id)) {
                    assertThat(token(id, account.getValue()).statusCode())
                            .as(id)
                            .isEqualTo(disabled.contains(id) ? 401 : 200);
                }
            }
            assertThat(asked).as("one at most of each that worked").hasSizeLessThanOrEqualTo((kill + 1) * AT_A_TIME);
            for (String token : ended) {
                assertThat(info(token)).isEqualTo(401);
            }
        }
        assertThat(accounts).hasSizeGreaterThan(KILLS * ACKNOWLEDGED_BEFORE_A_KILL);
        assertThat(disabled).isNotEmpty();
        assertThat(ended).isNotEmpty();

        process.destroyForcibly().waitFor();
        assertThat(audit("verify", "--head", head)).contains("\"findings\":[]");
        Set<String> recorded = recordedTokens();
        assertThat(recorded).as("every token that left").containsAll(given);
    }

    @Test
    void aSecondDaemonBesideItEndsAndChangesNothing() throws Exception {
        post("/tenants/default/service-accounts", scopedRoles());
        Path second = directory.resolve("second.log");
        List<String> settings = settings();
        settings.add("http.port=0");
        Process other = ServeProcess.start(directory.resolve("connector.yaml"), settings, second, Map.of());

        assertThat(other.waitFor()).isNotZero();
        assertThat(Files.readString(second)).contains("another process uses", "two connectors must not share");
        post("/tenants/default/service-accounts", scopedRoles());
        process.destroyForcibly().waitFor();
        assertThat(audit("verify")).contains("\"findings\":[]");
    }

    private void administrateUntilKilled() throws Exception {
        int enough = accounts.size() + ACKNOWLEDGED_BEFORE_A_KILL;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> work = IntStream.range(0, AT_A_TIME)
                    .<Future<?>>mapToObj(i -> threads.submit(this::administrate))
                    .toList();
            await().atMost(PATIENCE)
                    .until(() -> accounts.size() >= enough || work.stream().anyMatch(Future::isDone));
            killed = true;
            process.destroyForcibly().waitFor();
            for (Future<?> one : work) {
                one.get();
            }
        }
    }

    /** Until the daemon does not answer any more. */
    private void administrate() {
        try {
            while (true) {
                JsonNode account = post("/tenants/default/service-accounts", scopedRoles());
                String id = account.path("clientId").asString();
                String secret = account.path("clientSecret").asString();
                accounts.put(id, secret);
                String token = accessToken(token(id, secret));
                if (accounts.size() % 3 == 0) {
                    asked.add(id);
                    post(
                            "/tenants/default/service-accounts/"
                                    + account.path("id").asString() + ":disable",
                            "{}");
                    disabled.add(id);
                } else if (revoke(id, secret, token).statusCode() == 200) {
                    ended.add(token);
                }
            }
        } catch (IOException noAnswer) {
            assertThat(killed).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String scopedRoles() throws IOException, InterruptedException {
        JsonNode spaces = JsonLines.MAPPER
                .readTree(send(HttpRequest.newBuilder(URI.create(management + "/tenants/default/spaces")))
                        .body())
                .path("spaces");
        return "{\"scopedRoles\":{\"" + spaces.path(0).path("id").asString() + "\":[\"connector.reader\"],\""
                + spaces.path(1).path("id").asString() + "\":[\"connector.reader\"]}}";
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(management + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonLines.MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> token(String id, String secret) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                form("token", "grant_type=client_credentials&client_id=" + encoded(id) + "&client_secret=" + secret);
        if (answer.statusCode() == 200) {
            given.add(id(accessToken(answer)));
        }
        return answer;
    }

    private HttpResponse<String> revoke(String id, String secret, String token)
            throws IOException, InterruptedException {
        return form("revoke", "client_id=" + encoded(id) + "&client_secret=" + secret + "&token=" + token);
    }

    private HttpResponse<String> form(String endpoint, String form) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(api() + "/auth/realms/default/protocol/openid-connect/" + endpoint))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private int info(String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(api() + "/info")).header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String accessToken(HttpResponse<String> answer) {
        return JsonLines.MAPPER.readTree(answer.body()).path("access_token").asString();
    }

    /** The {@code jti} of a token. */
    private static String id(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JsonLines.MAPPER.readTree(claims).path("jti").asString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String api() {
        return "http://127.0.0.1:" + port;
    }

    /** The last head that stands in the log output: what was kept elsewhere. */
    private String lastHead() throws IOException {
        List<String> heads = Files.readAllLines(log).stream()
                .filter(line -> line.contains("head of the audit log"))
                .toList();
        return heads.isEmpty() ? "" : heads.getLast();
    }

    private Set<String> recordedTokens() throws IOException {
        try (var files = Files.list(data().resolve("audit"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(file -> lines(file).stream())
                    .map(line -> JsonLines.MAPPER.readTree(line))
                    .filter(line -> line.path("route").asString("").equals(TOKEN_ROUTE))
                    .map(line -> line.path("objects").path("token").asString(""))
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String audit(String... words) {
        StringWriter out = new StringWriter();
        CommandLine commands = Main.commandLine();
        commands.setOut(new PrintWriter(out, true));
        List<String> all = new ArrayList<>(List.of("audit"));
        all.addAll(List.of(words));
        all.addAll(List.of(
                "--directory",
                data().resolve("audit").toString(),
                "--config",
                directory.resolve("connector.yaml").toString(),
                "-o",
                "json"));
        assertThat(commands.execute(all.toArray(String[]::new)))
                .as(out.toString())
                .isZero();
        return out.toString();
    }

    private Path data() {
        return directory.resolve("connector").resolve("data");
    }

    private Process serve() throws IOException {
        log = directory.resolve("serve-" + started++ + ".log");
        Process daemon = ServeProcess.start(
                sandbox.givingTokens(directory.resolve("connector.yaml")), settings(), log, Map.of());
        killed = false;
        ServeProcess.awaitServing(daemon, log);
        management = ServeProcess.url(log, "managementPort");
        return daemon;
    }

    private List<String> settings() throws IOException {
        List<String> settings = TestingConnector.settings(directory.resolve("connector"));
        settings.remove("http.port=0");
        settings.addAll(List.of(
                "http.port=" + port,
                "http.public-url=" + api(),
                "modules.search.enabled=false",
                // Those who are disabled ask again here, often.
                "callers.throttle.failures.free=10000",
                "callers.throttle.failures.free-of-source=10000"));
        return settings;
    }
}
