package io.traceconnector.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.PrivateKeyPem;
import io.traceconnector.chainscript.SignedMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An account at a sandbox, over real sockets. */
public final class SandboxClient {

    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final RunningSandbox sandbox;
    private final String token;

    private SandboxClient(RunningSandbox sandbox, String token) {
        this.sandbox = sandbox;
        this.token = token;
    }

    static SandboxClient login(RunningSandbox sandbox, Path key) throws Exception {
        HttpResponse<String> answer = get(sandbox.value("SANDBOX_ACCOUNT_URL") + "/login", bearer(key));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new SandboxClient(
                sandbox, JSON.readTree(answer.body()).path("token").stringValue());
    }

    /** The bearer token of a login with a key: valid from now, for five minutes. */
    public static String bearer(Path key) throws IOException {
        long now = System.currentTimeMillis() / 1000;
        return bearer(key, "{\"iat\":" + now + ",\"exp\":" + (now + 300) + "}");
    }

    public static String bearer(Path key, String message) throws IOException {
        PrivateKeyPem pair = PrivateKeyPem.parse(Files.readAllBytes(key));
        return SignedMessage.sign(
                        message.getBytes(StandardCharsets.UTF_8),
                        new MessageSignatures(Algorithms.platform()).signer(pair))
                .bearerToken();
    }

    public String token() {
        return token;
    }

    /** The data of an answer without errors. */
    public JsonNode query(String query, Map<String, ?> variables) throws Exception {
        HttpResponse<String> answer = post(query, variables);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("errors").toString()).as(query).isEmpty();
        assertThat(answer.statusCode()).isEqualTo(200);
        return body.path("data");
    }

    public JsonNode query(String query) throws Exception {
        return query(query, Map.of());
    }

    /** The whole answer, whatever it is. */
    public HttpResponse<String> post(String query, Map<String, ?> variables) throws Exception {
        String body = JSON.writeValueAsString(Map.of("query", query, "variables", variables));
        return send(request(sandbox.value("SANDBOX_TRACE_URL") + "/graphql", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** The message of the first error. */
    public String refusal(String query, Map<String, ?> variables) throws Exception {
        HttpResponse<String> answer = post(query, variables);
        JsonNode error = JSON.readTree(answer.body()).path("errors").path(0);
        assertThat(error.path("status").asInt()).as(answer.body()).isEqualTo(400);
        return error.path("message").asString();
    }

    public static HttpResponse<String> get(String url, String bearer) throws Exception {
        return send(request(url, bearer));
    }

    public static HttpResponse<String> send(String method, String url, Object body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public static HttpRequest.Builder request(String url, String bearer) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + bearer);
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    public static HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }
}
