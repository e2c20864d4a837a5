package io.traceconnector.app.http;

import io.traceconnector.api.Batch;
import io.traceconnector.api.Caller;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkHash;
import io.traceconnector.api.LinkLocator;
import io.traceconnector.api.Position;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Routes;
import io.traceconnector.api.RunningModule;
import io.traceconnector.api.SegmentConsumer;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.modules.HostedModule;
import io.traceconnector.app.modules.ModuleState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A module with one route of each kind. */
final class FakeModule implements RunningModule, Routes, LinkLocator, SegmentConsumer {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNode ANY = MAPPER.readTree("{\"type\":\"object\"}");

    final Map<LinkHash, TraceId> located = new ConcurrentHashMap<>();
    /** Whom the echo has answered. */
    final Set<String> callers = ConcurrentHashMap.newKeySet();

    /** How many quiet answers have begun. */
    final AtomicLong begun = new AtomicLong();

    final AtomicLong written = new AtomicLong();
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    HostedModule running() {
        return new HostedModule("fake", new ModuleState.Running(this));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route("GET", "/fake/echo/{name}", this::echo),
                route("POST", "/fake/echo/{name}", this::echo),
                route("GET", "/fake/stream", request -> new Answer.Stream("application/json", FakeModule::stream)),
                route("GET", "/fake/endless", request -> new Answer.Stream("application/json", this::endless)),
                route("GET", "/fake/lasting", request -> new Answer.Lasting("application/json", this::quiet)),
                route("GET", "/fake/quiet", request -> new Answer.Stream("application/json", this::quiet)),
                route("GET", "/fake/broken", request -> new Answer.Stream("application/json", FakeModule::broken)),
                route("GET", "/fake/problem", request -> {
                    throw new ProblemException(422, "query_malformed", "at 3", Map.of("position", 3));
                }),
                route("GET", "/fake/failure", request -> {
                    throw new IllegalStateException("inner words");
                }),
                route("GET", "/fake/slow", this::slow),
                route("GET", "/other/outside", this::echo));
    }

    private static Route route(String method, String path, Handler handler) {
        Description description = new Description(
                path,
                List.of(new Parameter("q", "words", MAPPER.readTree("{\"type\":\"string\"}"), false)),
                method.equals("POST") ? Optional.of(ANY) : Optional.empty(),
                ANY,
                List.of(new Failure(422, "query_malformed")));
        return new Route(method, path, description, handler);
    }

    private Answer echo(Request request) {
        callers.add(request.caller().id());
        return new Answer.Tree(MAPPER.createObjectNode()
                .put("name", request.pathParameters().get("name"))
                .put("q", String.valueOf(request.query().get("q")))
                .put("query", String.valueOf(request.query().keySet()))
                .put("caller", request.caller().id())
                .put("tenant", request.caller().tenant().value())
                .put("virtual", Thread.currentThread().isVirtual())
                .put("body", new String(request.body(), StandardCharsets.UTF_8)));
    }

    private Answer slow(Request request) throws InterruptedException {
        entered.countDown();
        released.await();
        return echo(request);
    }

    private static void stream(OutputStream out) throws IOException {
        out.write("{\"a\":\"".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 1000; i++) {
            out.write("x".repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        out.write("\"}".getBytes(StandardCharsets.UTF_8));
    }

    private void endless(OutputStream out) throws IOException {
        byte[] block = new byte[64 * 1024];
        while (true) {
            out.write(block);
            written.addAndGet(block.length);
        }
    }

    private void quiet(OutputStream out) throws IOException {
        out.write(new byte[64 * 1024]);
        out.flush();
        begun.incrementAndGet();
        entered.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static void broken(OutputStream out) throws IOException {
        try (out) {
            out.write("[".getBytes(StandardCharsets.UTF_8));
            out.write("1,".repeat(50_000).getBytes(StandardCharsets.UTF_8));
            throw new IOException("the index is gone");
        }
    }

    @Override
    public Position position(Feed feed) {
        return Position.START;
    }

    @Override
    public void accept(Batch batch) {}

    @Override
    public Optional<TraceId> locate(Caller caller, LinkHash hash) {
        return Optional.ofNullable(located.get(hash));
    }

    @Override
    public void close() {}
}
