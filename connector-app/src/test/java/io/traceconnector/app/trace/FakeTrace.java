package io.traceconnector.app.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.traceconnector.chainscript.Algorithms;
import io.traceconnector.chainscript.MessageSignatures;
import io.traceconnector.chainscript.SignedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Account and Trace on one real socket. A path gives its queued replies, then its last one for ever; {@code /login} gives tokens that are
 * numbered from 1 where nothing is queued.
 */
final class FakeTrace implements AutoCloseable {

    /** What was asked. */
    record Asked(String path, String authorization, Map<String, List<String>> headers, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Pace pace;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
    private volatile Duration tokenLife = Duration.ofHours(1);

    FakeTrace(Pace pace) {
        this.pace = pace;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FakeTrace on(String path, Reply... queued) {
        replies.put(path, new ConcurrentLinkedQueue<>(List.of(queued)));
        return this;
    }

    void tokenLife(Duration life) {
        tokenLife = life;
    }

    List<Asked> asked(String path) {
        return asked.stream().filter(one -> one.path().equals(path)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String authorization = Optional.ofNullable(
                            exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse("");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(path, authorization, Map.copyOf(exchange.getRequestHeaders()), body));
            Queue<Reply> queue = replies.getOrDefault(path, new ConcurrentLinkedQueue<>());
            Reply next = queue.size() > 1 ? queue.poll() : queue.peek();
            if (next != null) {
                next.to(exchange);
            } else {
                standard(path, authorization).to(exchange);
            }
        }
    }

    private Reply standard(String path, String authorization) {
        return switch (path) {
            case "/login" -> login(authorization);
            default -> Reply.status(404);
        };
    }

    private Reply login(String authorization) {
        SignedMessage proof = SignedMessage.readBearerToken(authorization.replace("Bearer ", ""));
        return proof.isValid(new MessageSignatures(Algorithms.platform()))
                ? Reply.json("{\"token\":\"" + token(asked("/login").size()) + "\"}")
                : Reply.status(401);
    }

    /** A token as Account makes them, for looking inside. */
    String token(int number) {
        String claims =
                "{\"n\":" + number + ",\"exp\":" + pace.now().plus(tokenLife).getEpochSecond() + ".5}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
