package io.traceconnector.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks a running connector, for commands. */
final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String base;
    private final Optional<String> token;
    private final Optional<SSLContext> tls;

    ApiClient(String base) {
        this(base, Optional.empty());
    }

    ApiClient(String base, Optional<String> token) {
        this(base, token, Optional.empty());
    }

    /** @param tls whom to trust, and what to show; left out, whom the Java runtime trusts */
    ApiClient(String base, Optional<String> token, Optional<SSLContext> tls) {
        this.base = base;
        this.token = token;
        this.tls = tls;
    }

    /** @throws CommandException where nothing answers, or the answer is a problem document */
    JsonNode get(String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    JsonNode post(String path, JsonNode body) throws InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JsonLines.MAPPER.writeValueAsBytes(body))));
    }

    /** Asks for something to be done that needs no words. */
    JsonNode post(String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    JsonNode delete(String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    private URI uri(String path) {
        try {
            return URI.create(base + path);
        } catch (IllegalArgumentException e) {
            throw CommandException.unusable(base + " is not a URL");
        }
    }

    private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        tls.ifPresent(builder::sslContext);
        try (HttpClient client = builder.build()) {
            HttpResponse<byte[]> response =
                    client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = JsonLines.MAPPER.readTree(response.body());
            if (response.statusCode() != 200) {
                throw CommandException.failed("the connector answers " + response.statusCode() + " "
                        + answer.path("code").asString("") + ": "
                        + answer.path("detail").asString(""));
            }
            return answer;
        } catch (SSLException e) {
            throw CommandException.failed(base + " is not trusted, or does not trust us (" + e.getMessage()
                    + "); name the authority of its certificate, and a certificate of ours where it wants one");
        } catch (IOException e) {
            throw CommandException.failed(base + " does not answer; is the connector running there?");
        } catch (JacksonException e) {
            throw CommandException.failed(base + " does not answer with JSON; is that the connector?");
        }
    }
}
