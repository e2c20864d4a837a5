package io.traceconnector.search;

import io.traceconnector.api.Batch;
import io.traceconnector.api.Caller;
import io.traceconnector.api.Feed;
import io.traceconnector.api.LinkReader;
import io.traceconnector.api.LinkWriter;
import io.traceconnector.api.Meters;
import io.traceconnector.api.ModuleContext;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.Position;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.Routes;
import io.traceconnector.api.Segment;
import io.traceconnector.api.Sight;
import io.traceconnector.api.TenantId;
import io.traceconnector.search.query.Operator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real module on a real directory, started, fed and asked as the connector does. */
public final class TestingSearch implements AutoCloseable {

    public static final Caller ALPHA = caller("alpha");
    public static final Caller BETA = caller("beta");
    public static final Caller BOTH = caller("alpha", "beta");
    public static final Caller NOBODY = caller();

    private final RunningSearch running;
    private int batches;

    private TestingSearch(RunningSearch running) {
        this.running = running;
    }

    public static SearchConfig config() {
        return config(Map.of(), 2000);
    }

    public static SearchConfig config(Map<String, String> analyzers, int maxFields) {
        return new SearchConfig(
                20,
                1000,
                Operator.AND,
                analyzers,
                maxFields,
                16L << 20,
                Duration.ofSeconds(30),
                16L << 20,
                8192,
                256,
                20,
                true);
    }

    /** Asks a module that is running already. */
    public static TestingSearch of(RunningSearch running) {
        return new TestingSearch(running);
    }

    public static TestingSearch open(Path directory) {
        return open(directory, config(), Clock.fixed(Instant.parse("2026-05-01T00:00:00Z"), ZoneOffset.UTC));
    }

    public static TestingSearch open(Path directory, SearchConfig config, Clock clock) {
        return open(directory, config, clock, Map.of());
    }

    /** @param tenants by organisation, read each time; those that it does not name are {@code test}'s */
    public static TestingSearch open(Path directory, SearchConfig config, Clock clock, Map<String, String> tenants) {
        try {
            return new TestingSearch(
                    (RunningSearch) new SearchModule().start(config, new Context(directory, clock, tenants)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Context(Path directory, Clock clock, Map<String, String> tenants) implements ModuleContext {
        @Override
        public Meters meters() {
            return new FakeMeters();
        }

        @Override
        public LinkReader links() {
            throw new IllegalStateException("search reads no links from Trace");
        }

        @Override
        public LinkWriter writer() {
            throw new IllegalStateException("search writes no links");
        }

        @Override
        public TenantId tenant(OrganisationId organisation) {
            return new TenantId(tenants.getOrDefault(organisation.value(), "test"));
        }
    }

    public static Caller caller(String... organisations) {
        return new Caller(
                "test",
                new TenantId("test"),
                Arrays.stream(organisations).map(OrganisationId::new).collect(Collectors.toSet()),
                Sight.unlimited());
    }

    /** The same organisations with less in sight. */
    public static Caller seeing(Caller caller, Sight sight) {
        return new Caller(caller.id(), caller.tenant(), caller.organisations(), sight);
    }

    public RunningSearch running() {
        return running;
    }

    /** Feeds the links in one batch for each of their feeds. */
    public TestingSearch feed(Sample... samples) {
        Map<Feed, List<Sample>> byFeed = new TreeMap<>();
        for (Sample sample : samples) {
            byFeed.computeIfAbsent(sample.feed(), any -> new ArrayList<>()).add(sample);
        }
        byFeed.forEach((feed, links) -> accept(feed, links, "p" + ++batches));
        return this;
    }

    public void accept(Feed feed, List<Sample> links, String next) {
        acceptLinks(feed, links.stream().map(Sample::segment).toList(), next);
    }

    public void acceptLinks(Feed feed, List<Segment> links, String next) {
        try {
            running.accept(new Batch(feed, links, new Position(next)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** {@code GET /search} with parameters in pairs. */
    public JsonNode get(Caller caller, String... parameters) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            query.computeIfAbsent(parameters[i], any -> new ArrayList<>()).add(parameters[i + 1]);
        }
        return ask("GET", "/search", caller, query, "");
    }

    public JsonNode get(String q) {
        return get(ALPHA, "q", q);
    }

    /** {@code POST /search}. Apostrophes stand for quotes. */
    public JsonNode post(Caller caller, String body) {
        return ask("POST", "/search", caller, Map.of(), body.replace('\'', '"'));
    }

    public JsonNode fields(Caller caller) {
        return ask("GET", "/search/fields", caller, Map.of(), "");
    }

    /** The numbers of the links that a query finds, lowest first. */
    public Set<Integer> found(String q) {
        return found(get(ALPHA, "q", q, "limit", "1000"));
    }

    public Set<Integer> foundBy(Caller caller, String q) {
        return found(get(caller, "q", q, "limit", "1000"));
    }

    public static Set<Integer> found(JsonNode answer) {
        return new TreeSet<>(inOrder(answer));
    }

    /** The numbers of the links on a page, first hit first. */
    public static List<Integer> inOrder(JsonNode answer) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode hit : answer.get("hits")) {
            numbers.add(Integer.parseInt(hit.get("linkHash").asString().substring(56), 16));
        }
        return numbers;
    }

    public ProblemException refusal(Caller caller, String... parameters) {
        return refused(() -> get(caller, parameters));
    }

    public static ProblemException refused(Runnable request) {
        try {
            request.run();
        } catch (ProblemException problem) {
            return problem;
        }
        throw new AssertionError("the request was not refused");
    }

    private JsonNode ask(String method, String path, Caller caller, Map<String, List<String>> query, String body) {
        Routes.Route route = running.routes().stream()
                .filter(candidate ->
                        candidate.method().equals(method) && candidate.path().equals(path))
                .findFirst()
                .orElseThrow();
        try {
            Routes.Answer answer =
                    route.handler().handle(new FakeRequest(caller, query, body.getBytes(StandardCharsets.UTF_8)));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ((Routes.Answer.Stream) answer).body().writeTo(out);
            return JsonMapper.shared().readTree(out.toByteArray());
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private record FakeRequest(Caller caller, Map<String, List<String>> query, byte[] body) implements Routes.Request {
        @Override
        public Map<String, String> pathParameters() {
            return Map.of();
        }
    }

    @Override
    public void close() {
        running.close();
    }
}
