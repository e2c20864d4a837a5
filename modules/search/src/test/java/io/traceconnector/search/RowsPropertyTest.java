package io.traceconnector.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceconnector.api.Caller;
import io.traceconnector.api.Condition;
import io.traceconnector.api.Feed;
import io.traceconnector.api.GeneratedLinks;
import io.traceconnector.api.LinkValues;
import io.traceconnector.api.Payload;
import io.traceconnector.api.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;

/** What the index takes a condition to mean is what the evaluator says it means. */
class RowsPropertyTest {

    private static final Caller OURS = TestingSearch.caller("ours");

    @Property(tries = 8)
    void findsExactlyTheLinksForWhichTheConditionHolds(@ForAll long seed) throws IOException {
        GeneratedLinks generated = new GeneratedLinks(new Random(seed));
        Map<String, Segment> links = new HashMap<>();
        for (int i = 0; i < 120; i++) {
            Segment link = generated.link();
            if (link.payload() instanceof Payload.Opened || link.payload() instanceof Payload.Plain) {
                links.put(name(link), link);
            }
        }
        Path directory = Files.createTempDirectory("rows");
        try (TestingSearch search = TestingSearch.open(directory)) {
            feed(search, links.values());
            for (int i = 0; i < 100; i++) {
                Condition condition = generated.condition();
                Set<String> expected = new TreeSet<>();
                links.forEach((name, link) -> {
                    if (LinkValues.of(link).pass(condition)) {
                        expected.add(name);
                    }
                });
                // Named by a facet, since hits show data that is nested too deep for the test to read.
                JsonNode answer = search.post(
                        TestingSearch.seeing(OURS, FakeSight.rows(condition)),
                        "{'limit':0,'facets':{'all':{'field':'link.hash','size':1000}}}");
                assertThat(found(answer)).as(condition.toString()).isEqualTo(expected);
                assertThat(answer.get("total").asInt()).isEqualTo(expected.size());
            }
        }
        delete(directory);
    }

    private static void feed(TestingSearch search, Iterable<Segment> links) {
        Map<Feed, List<Segment>> byFeed = new TreeMap<>();
        links.forEach(link ->
                byFeed.computeIfAbsent(link.feed(), any -> new ArrayList<>()).add(link));
        byFeed.forEach((feed, batch) -> search.acceptLinks(feed, batch, "end"));
    }

    /** Tells the workflow too, see {@link io.traceconnector.api.ContractLinks#hash}. */
    private static String name(Segment link) {
        return link.hash().hex();
    }

    private static Set<String> found(JsonNode answer) {
        Set<String> found = new TreeSet<>();
        answer.get("facets")
                .get("all")
                .get("buckets")
                .forEach(bucket -> found.add(bucket.get("value").asString()));
        return found;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
