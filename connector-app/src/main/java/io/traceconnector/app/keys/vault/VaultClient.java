package io.traceconnector.app.keys.vault;

import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyFileAccess;
import io.traceconnector.app.keys.KeyProblem;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Vault. Follows no redirect, since the token would go along; waits for no answer longer than its time; takes no answer of more than
 * 1 MiB. Of what Vault says about an error only the status is told.
 */
final class VaultClient implements AutoCloseable {

    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final VaultConfig config;
    private final VaultToken token;
    private final Semaphore turns;
    private final VaultHealth health;
    private Optional<HttpClient> http = Optional.empty();
    private boolean closed;

    VaultClient(VaultConfig config, KeyFileAccess access, VaultHealth health) {
        this.config = config;
        this.token = new VaultToken(config.token(), access);
        this.turns = new Semaphore(config.concurrency(), true);
        this.health = health;
    }

    /** Made at first use: certificates that cannot be read are told with the other problems of keys, and can be mended without a restart. */
    private synchronized HttpClient http() {
        if (closed) {
            throw unavailable("the connection to Vault is closed");
        }
        if (http.isEmpty()) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(config.timeout())
                    .executor(Executors.newVirtualThreadPerTaskExecutor());
            config.ca().map(VaultTrust::in).ifPresent(builder::sslContext);
            http = Optional.of(builder.build());
        }
        return http.get();
    }

    /**
     * The data of an answer.
     *
     * @param path below the mount
     * @throws CustodyException that says why there is none
     */
    JsonNode get(String path) {
        return data(path, HttpRequest.newBuilder(config.endpoint(path)).GET());
    }

    /**
     * The data of an answer.
     *
     * @param path below the mount
     * @throws CustodyException that says why there is none
     */
    JsonNode post(String path, JsonNode body) {
        return data(
                path,
                HttpRequest.newBuilder(config.endpoint(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    private JsonNode data(String path, HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = ask(request);
            VaultStatus.require(response.statusCode(), config.mount() + "/" + path);
            JsonNode data = JSON.readTree(response.body()).path("data");
            if (!data.isObject()) {
                throw unavailable("Vault's answer holds no data");
            }
            health.answered();
            return data;
        } catch (JacksonException e) {
            throw health.failed(unavailable("Vault's answer is not JSON; is " + config.url() + " a Vault?"));
        } catch (CustodyException e) {
            throw health.failed(e);
        }
    }

    /** A second time where the token was refused and there is a newer one. */
    private HttpResponse<byte[]> ask(HttpRequest.Builder request) {
        HttpClient through = http();
        byte[] first = token.copy();
        byte[] second = new byte[0];
        try {
            HttpResponse<byte[]> response = send(request, first, through);
            if (response.statusCode() != 403 || !token.renewed(first)) {
                return response;
            }
            second = token.copy();
            return send(request, second, through);
        } finally {
            Arrays.fill(first, (byte) 0);
            Arrays.fill(second, (byte) 0);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, byte[] with, HttpClient through) {
        request.setHeader("X-Vault-Token", new String(with, StandardCharsets.US_ASCII));
        request.setHeader("X-Vault-Request", "true");
        config.namespace().ifPresent(name -> request.setHeader("X-Vault-Namespace", name));
        long end = System.nanoTime() + config.timeout().toNanos();
        try {
            if (!turns.tryAcquire(config.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw unavailable("all " + config.concurrency() + " requests to Vault were busy until the deadline");
            }
            try {
                return exchange(through, request.build(), end);
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while Vault was asked");
        }
    }

    private HttpResponse<byte[]> exchange(HttpClient through, HttpRequest request, long end)
            throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = through.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unavailable("Vault at " + config.url() + " did not answer within "
                    + config.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unavailable("Vault at " + config.url() + " cannot be asked ("
                    + cause.getClass().getSimpleName() + ")");
        } finally {
            answer.cancel(true);
        }
    }

    private static CustodyException unavailable(String reason) {
        return new CustodyException(KeyProblem.Code.CUSTODIAN_UNAVAILABLE, reason);
    }

    /** Breaks off what is going on. */
    @Override
    public synchronized void close() {
        closed = true;
        http.ifPresent(HttpClient::shutdownNow);
        token.close();
    }
}
