package io.traceconnector.app.callers.pdp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.SecretSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A decision point on a real socket, which takes and gives what Open Policy Agent does, or whatever a test wants. */
public final class FakePdp implements AutoCloseable {

    /** On a busy machine an answer from next door may take longer than is allowed in earnest. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Everything that reached it: head and body. */
    public final List<String> received = new CopyOnWriteArrayList<>();
    /** What it was asked. */
    public final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    /** What it allows, by the question's {@code input}. */
    public volatile Predicate<JsonNode> rule = input -> true;

    private volatile Optional<Reply> reply = Optional.empty();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** Answers in another way than it should. */
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    public FakePdp() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + Map.copyOf(exchange.getRequestHeaders()) + " " + body);
        JsonNode input = JsonMapper.shared().readTree(body).path("input");
        questions.add(input);
        reply.orElseGet(() -> saying(200, "{\"result\":{\"allow\":" + rule.test(input) + "}}"))
                .to(exchange);
    }

    static Reply saying(int status, String text) {
        return exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        };
    }

    /** From here on it answers so, whatever it is asked. */
    void replies(Reply other) {
        reply = Optional.of(other);
    }

    /** From here on it says something that cannot be used. */
    public void failing(boolean now) {
        reply = now ? Optional.of(saying(500, "{\"result\":true}")) : Optional.empty();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/data/connector");
    }

    PdpConfig config(Duration remembered, int rememberedAnswers, int concurrent, Optional<SecretSource> token) {
        return new PdpConfig(
                url(), Duration.ofMillis(50), token, remembered, rememberedAnswers, concurrent, true, Optional.empty());
    }

    /** It, as the connector asks it, but with more patience. */
    HttpDecisionPoint asked(PdpConfig config, MeterRegistry meters, Clock clock) {
        return new HttpDecisionPoint(config, PATIENCE, meters, clock);
    }

    /** The same, with nothing remembered. */
    public HttpDecisionPoint asked(MeterRegistry meters) {
        return asked(config(Duration.ZERO, 100, 64, Optional.empty()), meters, Clock.systemUTC());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
